import sys
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts import services
from accounts.models import User
from accounts.roles import Role
from core.refusals import Refused

FIRST_ROLES = (Role.SYSTEM_ADMIN, Role.DIRECTOR)


class Command(BaseCommand):
    help = "Creates the first person, who then gives access to the others on the page People."

    def add_arguments(self, parser):
        parser.add_argument("--email", help="asked for when it is left out")
        parser.add_argument("--name", help="asked for when it is left out")
        parser.add_argument(
            "--role", choices=[role.value for role in FIRST_ROLES], default=Role.SYSTEM_ADMIN.value
        )

    def handle(self, *, email, name, role, **options):
        if User.objects.in_role(*FIRST_ROLES).exists():
            raise CommandError(_("There is a first person already. Others get access on the page “People”."))
        facts = {"email": email or self._ask(_("E-mail: ")), "full_name": name or self._ask(_("Name: "))}
        try:
            validate_email(facts["email"])
            password = self._password(User(**facts))
            services.create_first(**facts, role=role, password=password, by=User.objects.machine())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(_("%(email)s may sign in now.") % {"email": facts["email"]})

    def _ask(self, question):
        answer = input(question).strip() if sys.stdin.isatty() else ""
        if not answer:
            raise CommandError(_("Give --email and --name, or answer the questions."))
        return answer

    def _password(self, person):
        """Asked for twice on a terminal; elsewhere the first line of the standard input."""
        if not sys.stdin.isatty():
            password = sys.stdin.readline().rstrip("\n")
        elif (password := getpass(_("Password: "))) != getpass(_("Once more: ")):
            raise CommandError(_("The two passwords differ."))
        validate_password(password, person)
        return password
