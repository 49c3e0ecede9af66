from datetime import date

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.roles import LEADERS
from placements.models import PlaceSearch
from placements.panels import ALERT, Link, Panel, register, register_link, running


def _facts(on):
    rows = PlaceSearch.objects.filter(placement=OuterRef("pk"), ends__isnull=True, begins__lte=on)
    return {"elsewhere_search": Subquery(rows.values(found=JSONObject(pk="pk", begins="begins"))[:1])}


def searching(page):
    if not running(page) or not page.placement.elsewhere_search:
        return None
    found = page.placement.elsewhere_search
    days = (page.on - date.fromisoformat(found["begins"])).days
    sentence = ngettext(
        "Another place is searched for, since %(days)d day",
        "Another place is searched for, since %(days)d days",
        days,
    ) % {"days": days}
    url = reverse("placements:search", args=[found["pk"]])
    return {"sentence": sentence, "kind": "warn", "icon": "search", "url": url, "action": _("See the search")}


register(Panel("elsewhere", ALERT, searching, "alert", 30, _facts))
register_link(
    Link(
        *(
            "elsewhere",
            gettext_lazy("Search for another place"),
            "search",
            "placements:begin_search",
            "stay",
            30,
        ),
        roles=LEADERS,
        when=running,
    )
)
