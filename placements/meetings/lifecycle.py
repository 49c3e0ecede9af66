from accounts.roles import CARE, LEADERS, Role
from core.lifecycle import Lifecycle, Step
from placements.meetings.models import MeetingState as S

WRITERS = CARE | {Role.CASEWORKER}

MEETING = Lifecycle(
    name="meeting",
    states=S,
    owners={
        S.PLANNED: Role.UNIT_LEADER,
        S.HELD: "whose turn it is",
        S.WRITTEN: Role.UNIT_LEADER,
        S.SIGNED: None,
        S.CANCELLED: None,
    },
    steps=(
        Step.of("invite", [S.PLANNED], S.PLANNED, CARE),
        Step.of("move", [S.PLANNED], S.PLANNED, CARE),
        Step.of("hold", [S.PLANNED], S.HELD, CARE),
        Step.of("cancel", [S.PLANNED], S.CANCELLED, LEADERS),
        Step.of("take_over", [S.HELD], S.HELD, CARE),
        Step.of("write", [S.HELD], S.WRITTEN, WRITERS),
        Step.of("send_back", [S.WRITTEN], S.HELD, LEADERS),
        Step.of("sign", [S.WRITTEN], S.SIGNED, LEADERS),
    ),
)
