from django.utils.translation import gettext as _

from accounts.roles import Role
from core.refusals import Refused

KEEPERS = frozenset({Role.DIRECTOR, Role.ADMINISTRATION})


def check_keep(by):
    if by.role not in KEEPERS:
        raise Refused(_("Municipalities are kept by the administration and the director."))
