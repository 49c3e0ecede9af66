from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import LEADERS
from placements.adults.queries import caseworkers_of, contacts_of, wanting
from placements.enums import CaseworkerTask, ContactRole
from placements.panels import ALERT, Link, Panel, alert, register, register_link, running


def _facts(on):
    return {"adults_contacts": contacts_of(on), "adults_caseworkers": caseworkers_of(on)}


def _adults(page):
    if page.placement is None:
        return None
    found = {contact["role"]: contact for contact in page.placement.adults_contacts}
    tasks = page.placement.adults_caseworkers
    return {
        "contacts": [(role.label, found.get(role)) for role in ContactRole],
        "caseworkers": [(CaseworkerTask(row["task"]).label, row["name"]) for row in tasks],
        "may_lead": page.user.role in LEADERS,
        "open": running(page),
    }


def _wanting(page):
    """PLC-4: from the arrival on there is a primary and a secondary one."""
    if not running(page) or not (roles := wanting(page.placement.adults_contacts)):
        return None
    sentences = {
        (ContactRole.PRIMARY,): _("The child has no primary contact person."),
        (ContactRole.SECONDARY,): _("The child has no secondary contact person."),
    }
    sentence = sentences.get(tuple(roles), _("The child has no contact person."))
    if page.user.role not in LEADERS:
        return alert(sentence, icon="user-round-x")
    url = f"{reverse('placements:name_contact', args=[page.placement.pk])}?role={roles[0].value}"
    return alert(sentence, icon="user-round-x", url=url, action=_("Name one"))


register(Panel("adults", "placements/adults/_panel.html", _adults, "side", 15, _facts))
register(Panel("wanting", ALERT, _wanting, "alert", 30))
register_link(
    Link("adults", gettext_lazy("The adults around the child"), "users", "placements:adults", group="case"),
)
