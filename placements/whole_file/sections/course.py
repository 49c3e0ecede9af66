"""The placements from arrival to discharge, and what the municipality decided about them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from placements.models import (
    Discharge,
    ExtraResources,
    Intake,
    Move,
    MunicipalDecision,
    Placement,
    PlaceSearch,
    Receipt,
    Undoing,
)
from placements.whole_file.parts import facts, part, period, shown, table, texts
from placements.whole_file.registry import Section, register

LEAVING = (
    *("planned_for", "destination", "goes_to", "ladder_level", "accompanied_by", "accompanied_contacted_on"),
    *("talk_on", "talk_by", "told_on", "told_by", "belongings_on", "follows", "follows_until"),
)


def placements(child, user, on):
    rows = Placement.objects.filter(child=child).select_related("municipality", "kind", "caseworker")
    for row in rows.prefetch_related("stays__place__unit").order_by("arrived", "pk"):
        stays = sorted(row.stays.all(), key=lambda stay: (stay.begins, stay.pk))
        lived = [(s.place.unit, s.place.name, period(s.begins, s.ends)) for s in stays]
        names = ("municipality", "kind", "state", "acute", "arrived", "discharged", "ladder_level")
        head = (_("Unit"), _("Place"), _("Period"))
        yield part(row.reference, facts=facts(row, *names), table=table(head, lived))
    moves = Move.objects.filter(placement__child=child).select_related("stay__place__unit").order_by("pk")
    for row in moves:
        heading = _("Move to %(unit)s") % {"unit": row.stay.place.unit}
        yield part(heading, facts=facts(row, "agreed_with", "agreed_on"), texts=texts(row, "reason"))


def decisions(child, user, on):
    rows = MunicipalDecision.objects.filter(placement__child=child).select_related("paper")
    head = (_("Decision"), _("Decided on"), _("Decided by"), _("Document"))
    found = [
        (r.get_kind_display(), r.decided_on, r.decided_by, r.paper and r.paper.number)
        for r in rows.order_by("decided_on", "pk")
    ]
    yield part(_("The municipality's decisions"), table=table(head, found))
    for row in ExtraResources.objects.filter(placement__child=child).order_by("begins", "pk"):
        names = ("state", "amount", "begins", "ends", "answered_on", "granted_amount")
        yield part(_("Extra staff"), facts=facts(row, *names), texts=texts(row, "reason", "answer"))


def intake(child, user, on):
    for row in Intake.objects.filter(placement__child=child).select_related("registered_by").order_by("pk"):
        about = [[_("Registered"), f"{shown(row.registered_at)}, {row.registered_by}"]]
        named = texts(row, "belongings", "papers", "note")
        yield part(facts=facts(row, "brought_by", "fee", also=about), texts=named)


def searches(child, user, on):
    rows = (
        PlaceSearch.objects.filter(placement__child=child).prefetch_related("steps").order_by("begins", "pk")
    )
    for row in rows:
        steps = sorted(row.steps.all(), key=lambda step: (step.on, step.pk))
        tried = table((_("Date"), _("What was done")), [(step.on, step.text) for step in steps])
        yield part(period(row.begins, row.ends), texts=texts(row, "reason", "outcome"), table=tried)


def discharge(child, user, on):
    for row in Discharge.objects.filter(placement__child=child).order_by("pk"):
        yield part(
            facts=facts(row, *LEAVING), texts=texts(row, "visits", "told_late_because", "belongings_note")
        )
    for row in Receipt.objects.filter(placement__child=child).order_by("pk"):
        about = facts(row, "received_on", "next_step", "confirmed_for")
        yield part(_("The municipality's receipt"), facts=about, texts=texts(row, "words"))
    for row in Undoing.objects.filter(placement__child=child).order_by("undone_at", "pk"):
        heading = f"{shown(row.undone_at)} {row.get_what_display()}"
        yield part(heading, texts=texts(row, "reason"))


register(Section("placements", gettext_lazy("Placements and stays"), 20, placements))
register(Section("decisions", gettext_lazy("Decisions of the municipality"), 30, decisions))
register(Section("intake", gettext_lazy("Intake"), 35, intake))
register(Section("searches", gettext_lazy("Search for another place"), 110, searches))
register(Section("discharge", gettext_lazy("Discharge"), 120, discharge))
