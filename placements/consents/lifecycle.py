from accounts.roles import LEADERS, Role
from core.lifecycle import Lifecycle, Step
from placements.consents.models import AssessmentState as S

WITH_PARENTS = LEADERS | {Role.CARE_WORKER}

ASSESSMENT = Lifecycle(
    name="psychological assessment",
    states=S,
    owners={S.REFERRED: Role.UNIT_LEADER, S.RUNNING: Role.UNIT_LEADER, S.CONCLUDED: None, S.STOPPED: None},
    steps=(
        Step.of("start", [S.REFERRED], S.RUNNING, LEADERS),
        Step.of("conclude", [S.RUNNING], S.CONCLUDED, LEADERS),
        # Whoever takes down that the parents withdraw their consent stops it with that.
        Step.of("stop", [S.REFERRED, S.RUNNING], S.STOPPED, WITH_PARENTS),
    ),
)
