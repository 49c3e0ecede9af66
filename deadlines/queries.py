from django.db import models


class TaskQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_at=None)

    def visible_to(self, user):
        return self.filter(owner=user)
