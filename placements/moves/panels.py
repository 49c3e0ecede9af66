from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import LEADERS
from placements.models import Move
from placements.panels import ALERT, Link, Panel, register, register_link, running


def _facts(on):
    ahead = Move.objects.filter(placement=OuterRef("pk"), stay__isnull=False, begins__gt=on)
    told = JSONObject(unit="place__unit__name", begins="begins")
    return {"move_ahead": Subquery(ahead.order_by("begins").values(found=told)[:1])}


def ahead(page):
    if not running(page) or not page.placement.move_ahead:
        return None
    found = page.placement.move_ahead
    day = date_format(parse_date(found["begins"]))
    sentence = _("Moves to %(unit)s on %(day)s") % {"unit": found["unit"], "day": day}
    if page.user.role not in LEADERS:
        return {"sentence": sentence, "kind": "", "icon": "arrow-right-left"}
    url = reverse("placements:move", args=[page.placement.pk])
    return {
        "sentence": sentence,
        "kind": "",
        "icon": "arrow-right-left",
        "url": url,
        "action": _("See the move"),
    }


register(Panel("move", ALERT, ahead, "alert", 40, _facts))
register_link(
    Link(
        *("move", gettext_lazy("Move to another unit"), "arrow-right-left", "placements:move", "stay", 20),
        roles=LEADERS,
        when=running,
    )
)
