from accounts.roles import CARE
from core.lifecycle import Lifecycle, Step
from placements.plans.models import GoalState as S

WORKERS = "leader or primary contact person"
SUB_GOAL = Lifecycle(
    name="sub-goal",
    states=S,
    owners={S.OPEN: WORKERS, S.REACHED: WORKERS, S.DROPPED: WORKERS},
    steps=(
        Step.of("reach", [S.OPEN], S.REACHED, CARE),
        Step.of("drop", [S.OPEN], S.DROPPED, CARE),
        Step.of("reopen", [S.REACHED, S.DROPPED], S.OPEN, CARE),
    ),
)
