from accounts.roles import CARE, LEADERS, Role
from core.lifecycle import Lifecycle, Step
from placements.daily.models import DayCareState as S

DAY_CARE = Lifecycle(
    name="application for day care",
    states=S,
    owners={
        S.NEEDED: Role.CASEWORKER,
        S.APPLIED: Role.UNIT_LEADER,
        S.GRANTED: None,
        S.REFUSED: None,
        S.GIVEN_UP: None,
    },
    steps=(
        Step.of("apply", [S.NEEDED], S.APPLIED, CARE | {Role.CASEWORKER}),
        Step.of("grant", [S.APPLIED], S.GRANTED, LEADERS),
        Step.of("turn_down", [S.APPLIED], S.REFUSED, LEADERS),
        Step.of("give_up", [S.NEEDED, S.APPLIED], S.GIVEN_UP, LEADERS),
    ),
)
