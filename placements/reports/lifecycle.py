from accounts.roles import CARE, LEADERS, Role
from core.lifecycle import Lifecycle, Step
from placements.reports.models import ReportState as S

REPORT = Lifecycle(
    name="report",
    states=S,
    owners={
        S.WRITING: Role.CARE_WORKER,
        S.READING: "second reader",
        S.READ: Role.UNIT_LEADER,
        S.DELIVERED: None,
        S.DROPPED: None,
    },
    steps=(
        Step.of("ask_reader", [S.WRITING], S.READING, CARE),
        Step.of("read", [S.READING], S.READ, CARE),
        Step.of("return", [S.READING, S.READ], S.WRITING, CARE),
        Step.of("deliver", [S.READ], S.DELIVERED, LEADERS),
        Step.of("drop", [S.WRITING, S.READING, S.READ], S.DROPPED, CARE),
    ),
)
