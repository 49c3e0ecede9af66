from django.utils.translation import gettext_lazy as _

from accounts.roles import LEADERS
from placements.panels import Link, register_link


def always(page):
    return True


register_link(
    Link(
        key="documents",
        label=_("Documents"),
        icon="file-text",
        route="placements:child_documents",
        order=80,
        when=always,
        of_child=True,
    ),
    Link(
        key="whole_file",
        label=_("Whole file"),
        icon="archive",
        route="placements:whole_file",
        order=85,
        roles=LEADERS,
        when=always,
        of_child=True,
    ),
)
