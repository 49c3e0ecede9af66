from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from documents.kinds import Kind, for_roles, register

DECISION_PAPER = "decision_paper"

register(Kind(DECISION_PAPER, _("the municipality's decision"), None, for_roles(Role.DIRECTOR, Role.UNIT_LEADER)))
