from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import CARE, LEADERS
from placements.panels import ALERT, Link, Panel, alert, register, register_link, running
from placements.plans import facts
from placements.plans.standing import stands

LATELY = timedelta(days=30)


def wanted(on):
    return {
        **facts.of_plan(on),
        "plan_asked": facts.asked(on),
        "plan_goals": facts.open_sub_goals(on, on - LATELY),
    }


def load(page):
    if page.user.role not in CARE or page.placement is None:
        return None
    placement = page.placement
    return {
        "placement": placement,
        "stands": stands(placement, page.on),
        "owed": running(page),
        "goals": placement.plan_goals,
    }


def warning(page):
    """The plan is missing or too old; leaders can ask for it at once."""
    if page.user.role not in CARE or not running(page):
        return None
    how = stands(page.placement, page.on)
    if not how.late:
        return None
    day = how.dated and date_format(how.dated, "SHORT_DATE_FORMAT")
    old = _("The action plan is of %(day)s and older than 12 months.") % {"day": day}
    sentence = old if how.dated else _("The action plan is missing.")
    if page.user.role not in LEADERS:
        return alert(sentence, icon="file-warning")
    url = reverse("placements:ask_for_plan", args=[page.placement.pk])
    return alert(sentence, icon="file-warning", url=url, action=_("Ask for the plan"))


register(Panel("plan", "placements/plans/_panel.html", load, order=30, facts=wanted))
register(Panel("plan_alert", ALERT, warning, "alert", 40))
register_link(
    Link(key="plan", label=gettext_lazy("Action plan"), icon="goal", route="placements:action_plan", order=20)
)
