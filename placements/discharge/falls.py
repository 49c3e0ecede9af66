"""What the placement itself knows of, when something is undone."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from placements.discharge.checklist import Known, points
from placements.discharge.falling import Fall, register
from placements.discharge.models import Undone
from placements.discharge.people import last_stay
from placements.discharge.undoing import discharge_decision
from placements.models import Attendance, Placement, Stay


def _cancelled_meetings(number):
    if number:
        words = ngettext(
            "One planned meeting is cancelled.", "%(count)d planned meetings are cancelled.", number
        )
        yield Fall(words % {"count": number})


@register(Undone.PLAN)
def plan(placement, on):
    if stay := last_stay(placement):
        facts = {"place": stay.place, "unit": stay.place.unit, "day": date_format(stay.begins)}
        yield Fall(_("%(place)s in %(unit)s is free again from %(day)s.") % facts)
    yield from _cancelled_meetings(placement.meetings.filter(state="planned").count())


@register(Undone.ARRIVAL)
def written(placement, on):
    """Whatever was written since the arrival was written about a child who is here."""
    for number, sentence in (
        (
            placement.meetings.filter(held__gte=placement.arrived).count(),
            _("A meeting was held since the arrival."),
        ),
        (placement.reports.exclude(state="dropped").count(), _("A report is written or being written.")),
        (Attendance.objects.filter(schooling__placement=placement).count(), _("Attendance is recorded.")),
        (placement.absences.count(), _("An absence is recorded.")),
        (placement.moves.count(), _("The child has moved between units.")),
        (placement.assessments.count(), _("The child is referred to an assessment.")),
        (placement.searches.count(), _("Another place is searched for.")),
        (hasattr(placement, "discharge"), _("A discharge is planned. Drop that plan first.")),
    ):
        if number:
            yield Fall(sentence, blocks=True)


@register(Undone.ARRIVAL)
def arrival(placement, on):
    for contact in placement.contact_persons.select_related("person"):
        facts = {"name": contact.person, "role": contact.get_role_display()}
        yield Fall(_("%(name)s is no longer %(role)s.") % facts)
    if intake := getattr(placement, "intake", None):
        yield Fall(
            _("The intake of %(day)s falls: who brought the child, the belongings, how the arrival went.")
            % {"day": date_format(placement.arrived)}
        )
        if intake.document_id or intake.signed_paper_id:
            yield Fall(_("Its papers stay among the documents."))


@register(Undone.DISCHARGE)
def taken_meanwhile(placement, on):
    if (stay := last_stay(placement)) is None:
        return
    later = Placement.objects.filter(child=placement.child_id, arrived__gte=placement.discharged)
    if later.exclude(pk=placement.pk).exclude(state="cancelled").exists():
        yield Fall(_("The child has a later placement here."), blocks=True)
    others = Stay.objects.filter(place=stay.place_id, begins__gte=stay.begins).exclude(placement=placement)
    if any(other.ends is None or other.ends > max(stay.ends, other.begins) for other in others):
        facts = {"place": stay.place, "unit": stay.place.unit}
        yield Fall(
            _("Another child lives in %(place)s in %(unit)s, or is expected there.") % facts, blocks=True
        )
    if stay.place.closes and stay.place.closes <= on:
        facts = {"place": stay.place, "day": date_format(stay.place.closes)}
        yield Fall(_("%(place)s is closed from %(day)s.") % facts, blocks=True)


@register(Undone.DISCHARGE)
def discharge(placement, on):
    if stay := last_stay(placement):
        yield Fall(
            _("The child lives in %(place)s in %(unit)s again.")
            % {"place": stay.place, "unit": stay.place.unit}
        )
    road = getattr(placement, "discharge", None)
    yield from _reopened(placement, road.ended if road else {})
    if receipt := getattr(placement, "receipt", None):
        facts = {"day": date_format(receipt.received_on), "words": receipt.words}
        yield Fall(_("The municipality's receipt of %(day)s falls: “%(words)s”") % facts)
    if road and road.summary:
        yield Fall(
            _("The municipality keeps the discharge summary %(number)s; the next one replaces it.")
            % {"number": road.summary.number}
        )


def _reopened(placement, ended):
    reopened = [pk for pk, ends in ended.get("contact_persons", ()) if ends is None]
    for contact in placement.contact_persons.filter(pk__in=reopened).select_related("person"):
        facts = {"name": contact.person, "role": contact.get_role_display()}
        yield Fall(_("%(name)s is %(role)s again.") % facts)
    for schooling in placement.schoolings.filter(pk__in=[pk for pk, _ends in ended.get("schoolings", ())]):
        yield Fall(_("%(place)s goes on.") % {"place": schooling.name})
    if ended.get("absences"):
        yield Fall(_("The absence that ended with the discharge goes on."))
    if number := ended.get("meetings"):
        words = ngettext(
            "One cancelled meeting stays cancelled; plan it anew.",
            "%(count)d cancelled meetings stay cancelled; plan them anew.",
            number,
        )
        yield Fall(words % {"count": number})


@register(Undone.ROAD)
def road(placement, on):
    for point in points(placement.discharge, Known(), placement.discharge.planned_for):
        if point.kind == "done":
            yield Fall(_("%(title)s: %(said)s") % {"title": point.title, "said": point.said})


@register(Undone.DECISION)
def decision(placement, on):
    for row in discharge_decision(placement).select_related("paper"):
        facts = {"day": date_format(row.decided_on), "name": row.decided_by}
        yield Fall(_("The decision of %(day)s by %(name)s no longer counts.") % facts)
        if row.paper:
            yield Fall(_("Its paper %(number)s stays among the documents.") % {"number": row.paper.number})
