"""Who may do what now, and why not."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.roles import Role
from core.refusals import Refused

KEEPERS = frozenset({Role.DIRECTOR, Role.ADMINISTRATION})


def check_issue(month, *, by, on):
    """A month is invoiced when all its days are known; `on` is the invoices' date."""
    if by.role not in KEEPERS | {Role.MACHINE}:
        raise Refused(_("Invoices are issued by the administration and the director."))
    if on <= month.last:
        raise Refused(
            _("%(month)s has not ended. It can be invoiced from %(day)s.")
            % {
                "month": written(month).capitalize(),
                "day": date_format(month.plus(1).first, "SHORT_DATE_FORMAT"),
            }
        )


def written(month):
    return date_format(month.first, "YEAR_MONTH_FORMAT")
