from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from placements.consents.daily import described, not_described
from placements.consents.models import Assessment, AssessmentState, Consent, ConsentKind
from placements.panels import Link, Panel, register, register_link
from units.queries import current


def _facts(on):
    holding = Consent.objects.filter(current(on, "given_on", "withdrawn_on"), child=OuterRef("child"))
    newest = Assessment.objects.filter(placement=OuterRef("pk")).annotate(described=described(on))
    row = JSONObject(state="state", started="started_on", described="described")
    return {
        "consents_holding": ArraySubquery(holding.order_by("kind").values_list("kind").distinct()),
        "consents_assessment": Subquery(newest.order_by("-referred_on", "-pk").values_list(row)[:1]),
    }


PILLS = {AssessmentState.RUNNING: "info", AssessmentState.CONCLUDED: "ok", AssessmentState.REFERRED: "warn"}


def _consents(page):
    if page.placement is None:
        return None
    kinds = [ConsentKind(kind).label for kind in page.placement.consents_holding]
    return {"kinds": kinds, "open": page.open, **_assessment(page.placement.consents_assessment, page.on)}


def _assessment(newest, on):
    if newest is None:
        return {"assessment": None, "silent": []}
    state = AssessmentState(newest["state"])
    started = newest["started"] and date.fromisoformat(newest["started"])
    silent = not_described(started, newest["described"], on) if state == AssessmentState.RUNNING else []
    return {"assessment": state.label, "kind": PILLS.get(state, ""), "silent": silent}


register(Panel("consents", "placements/consents/_panel.html", _consents, "side", 60, _facts))
register_link(
    Link("consents", _("Consents"), "file-check", "placements:consents", order=60, of_child=True),
    Link("assessment", _("Psychological assessment"), "brain", "placements:assessment", order=70),
)
