from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from deadlines import registry
from deadlines.queries import TaskQuerySet


class Task(models.Model):
    """An obligation on one person's list. It is derived from the data: it goes when the reason goes."""

    key = models.CharField(max_length=200)
    rule = models.CharField(max_length=10)
    subject = models.CharField(max_length=40, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tasks")
    child = models.ForeignKey("placements.Child", models.CASCADE, null=True, related_name="+")
    path = models.CharField(max_length=200)
    about = models.CharField(max_length=320, blank=True)
    due = models.DateTimeField()
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        verbose_name = _("task")
        constraints = [
            models.UniqueConstraint(
                name="deadlines_task_once_per_owner",
                fields=["key", "owner"],
                violation_error_message=_("This task is already on the list of that person."),
            )
        ]
        indexes = [models.Index(fields=["owner", "due"], condition=models.Q(done_at=None), name="tasks_open")]

    def __str__(self):
        return self.key

    @property
    def label(self):
        return registry.label_of(self.rule, self.subject)

    def state_on(self, day):
        return registry.state_of(self.due, day)
