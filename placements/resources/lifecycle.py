from accounts.roles import LEADERS, Role
from core.lifecycle import Lifecycle, Step
from placements.resources.models import ResourceState as S

ANSWERERS = LEADERS | {Role.CASEWORKER}

RESOURCES = Lifecycle(
    name="application for extra resources",
    states=S,
    owners={S.APPLIED: Role.CASEWORKER, S.GRANTED: None, S.REFUSED: None, S.WITHDRAWN: None},
    steps=(
        Step.of("grant", [S.APPLIED], S.GRANTED, ANSWERERS),
        Step.of("turn_down", [S.APPLIED], S.REFUSED, ANSWERERS),
        Step.of("withdraw", [S.APPLIED], S.WITHDRAWN, LEADERS),
    ),
)
