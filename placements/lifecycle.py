from accounts.roles import LEADERS, Role
from core.lifecycle import Lifecycle, Step
from placements.enums import PlacementState as S

PLACEMENT = Lifecycle(
    name="placement",
    states=S,
    owners={
        S.PLANNED: Role.UNIT_LEADER,
        S.RUNNING: Role.UNIT_LEADER,
        S.ENDED: Role.UNIT_LEADER,
        S.CANCELLED: None,
    },
    steps=(
        Step.of("arrive", [S.PLANNED], S.RUNNING, LEADERS | {Role.MACHINE}),
        Step.of("cancel", [S.PLANNED], S.CANCELLED, LEADERS),
        Step.of("discharge", [S.RUNNING], S.ENDED, LEADERS | {Role.MACHINE}),
        Step.of("take_back_arrival", [S.RUNNING], S.PLANNED, LEADERS),
        Step.of("take_back_discharge", [S.ENDED], S.RUNNING, LEADERS),
    ),
)
