"""The child, its consents and the adults around it."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import formatting
from placements.models import Assessment, Caseworker, Consent, ContactPerson
from placements.whole_file.parts import facts, part, period, shown, table, texts
from placements.whole_file.registry import Section, register

CONCLUSIONS = ("question", "resources", "difficulties", "support", "recommendations", "stopped_because")


def child(child, user, on):
    named = facts(child, "name", "born", "reference", "languages", "school")
    cpr = [[_("CPR number"), child.cpr_formatted]] if child.cpr else []
    age = [[_("Age"), formatting.age(child.born, on)]]
    yield part(facts=[*named[:1], *cpr, *named[1:2], *age, *named[2:]])
    yield part(_("Health"), texts=texts(child, "allergies", "medicine", "illness"))


def adults(child, user, on):
    contacts = ContactPerson.objects.filter(placement__child=child).select_related("person")
    rows = contacts.order_by("begins", "role", "pk")
    head = (_("Contact person"), _("Role"), _("Period"))
    yield part(
        _("Contact persons"),
        table=table(head, [(r.person, r.get_role_display(), period(r.begins, r.ends)) for r in rows]),
    )
    rows = Caseworker.objects.filter(placement__child=child).select_related("person").order_by("begins", "pk")
    head = (_("Caseworker"), _("Task"), _("Period"))
    yield part(
        _("The municipality's caseworkers"),
        table=table(head, [(r.person, r.get_task_display(), period(r.begins, r.ends)) for r in rows]),
    )


def consents(child, user, on):
    names = ("given_by", "relation", "given_on", "withdrawn_on", "withdrawn_by")
    for row in Consent.objects.filter(child=child).order_by("given_on", "pk"):
        yield part(capfirst(str(row)), facts=facts(row, *names), texts=texts(row, "note"))


def assessments(child, user, on):
    rows = Assessment.objects.filter(placement__child=child).order_by("referred_on", "pk")
    for row in rows:
        dates = facts(row, "state", "assessor", "started_on", "ended_on")
        yield part(shown(row.referred_on), facts=dates, texts=texts(row, *CONCLUSIONS))


register(Section("child", gettext_lazy("The child"), 10, child))
register(Section("adults", gettext_lazy("Adults around the child"), 40, adults))
register(Section("consents", gettext_lazy("Consents"), 80, consents))
register(Section("assessments", gettext_lazy("Psychological assessments"), 85, assessments))
