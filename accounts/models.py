from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import DESCRIPTIONS, Role
from core.history import recorded
from core.sorting import sort_key


class UserQuerySet(models.QuerySet):
    def people(self):
        return self.exclude(role=Role.MACHINE)

    def working(self):
        return self.people().filter(is_active=True)

    def in_role(self, *roles):
        return self.working().filter(role__in=roles)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, email):
        return self.get(email=self.clean_email(email))

    def clean_email(self, email):
        return email.strip().lower()

    def create_user(self, email, password=None, **facts):
        user = self.model(email=self.clean_email(email), **facts)
        user.set_password(password)
        user.save()
        return user

    def machine(self):
        """The person behind what follows from the clock alone."""
        return self.get(role=Role.MACHINE)


@recorded(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    email = models.EmailField(_("e-mail"), unique=True)
    full_name = models.CharField(_("name"), max_length=200)
    sort_name = models.CharField(max_length=200, editable=False)
    role = models.CharField(_("role"), max_length=20, choices=Role)
    municipality = models.ForeignKey(
        "municipalities.Municipality",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="caseworkers",
        verbose_name=_("municipality"),
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    photo = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="+")

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name", "role"]

    class Meta:
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="accounts_caseworker_has_municipality",
                condition=models.Q(role=Role.CASEWORKER, municipality__isnull=False)
                | (~models.Q(role=Role.CASEWORKER) & models.Q(municipality__isnull=True)),
                violation_error_message=_("A caseworker belongs to a municipality, and nobody else does."),
            ),
            models.UniqueConstraint(
                name="accounts_one_machine",
                fields=["role"],
                condition=models.Q(role=Role.MACHINE),
                violation_error_message=_("Fnug itself is only once."),
            ),
        ]

    def __str__(self):
        return self.full_name

    def save(self, *args, **kwargs):
        self.sort_name = sort_key(self.full_name)[:200]
        super().save(*args, **kwargs)

    @property
    def first_name(self):
        return self.full_name.split(" ")[0]

    @property
    def initials(self):
        return "".join(part[0] for part in self.full_name.split()[:2]).upper()

    @property
    def role_label(self):
        return Role(self.role).label

    @property
    def role_description(self):
        return DESCRIPTIONS[Role(self.role)]


class AccessLog(models.Model):
    """Who looked at which child's file, and when (ACC-2). Rows are only ever added."""

    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    child = models.ForeignKey("placements.Child", models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["child", "-at"]), models.Index(fields=["document", "at"])]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
