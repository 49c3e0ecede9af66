from accounts.roles import CARE, Role
from core.lifecycle import Lifecycle, Step
from journal.appointments.models import AppointmentState as S

APPOINTMENT = Lifecycle(
    name="appointment",
    states=S,
    owners={S.PLANNED: Role.CARE_WORKER, S.KEPT: None, S.CANCELLED: None},
    steps=(
        Step.of("change", [S.PLANNED], S.PLANNED, CARE),
        Step.of("keep", [S.PLANNED], S.KEPT, CARE),
        Step.of("call_off", [S.PLANNED], S.CANCELLED, CARE),
    ),
)
