from accounts.roles import LEADERS, Role
from core.lifecycle import Lifecycle, Step
from visitation.enums import OfferState
from visitation.enums import RequestState as S

COMMITTEE = LEADERS
SENDERS = {Role.CASEWORKER} | LEADERS

REQUEST = Lifecycle(
    name="visitation request",
    states=S,
    owners={
        S.DRAFT: Role.CASEWORKER,
        S.SUBMITTED: "committee",
        S.ASKED: Role.CASEWORKER,
        S.WAITING: "committee",
        S.ADMITTED: None,
        S.REFUSED: None,
        S.WITHDRAWN: None,
    },
    steps=(
        Step.of("submit", [S.DRAFT], S.SUBMITTED, SENDERS),
        Step.of("answer", [S.ASKED], S.SUBMITTED, SENDERS),
        Step.of("admit", [S.SUBMITTED, S.ASKED, S.WAITING], S.ADMITTED, COMMITTEE),
        Step.of("wait", [S.SUBMITTED, S.ASKED], S.WAITING, COMMITTEE),
        Step.of("ask", [S.SUBMITTED, S.WAITING], S.ASKED, COMMITTEE),
        Step.of("refuse", [S.SUBMITTED, S.ASKED, S.WAITING], S.REFUSED, COMMITTEE),
        Step.of("withdraw", [S.DRAFT, S.SUBMITTED, S.ASKED, S.WAITING], S.WITHDRAWN, SENDERS),
    ),
)

OFFER = Lifecycle(
    name="offer of a place",
    states=OfferState,
    owners={
        OfferState.OPEN: Role.CASEWORKER,
        OfferState.ACCEPTED: "committee",
        OfferState.DECLINED: None,
        OfferState.TAKEN_BACK: None,
        OfferState.LAPSED: None,
        OfferState.ADMITTED: None,
    },
    steps=(
        Step.of("accept", [OfferState.OPEN], OfferState.ACCEPTED, SENDERS),
        Step.of("decline", [OfferState.OPEN], OfferState.DECLINED, SENDERS),
        Step.of("take_back", [OfferState.OPEN, OfferState.ACCEPTED], OfferState.TAKEN_BACK, COMMITTEE),
        Step.of("lapse", [OfferState.OPEN, OfferState.ACCEPTED], OfferState.LAPSED, SENDERS),
        Step.of("admit", [OfferState.OPEN, OfferState.ACCEPTED], OfferState.ADMITTED, COMMITTEE),
    ),
)
