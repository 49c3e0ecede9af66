"""Work in the background of the folders; Celery looks for it here."""

from journal.daysheet.tasks import day_sheets  # noqa: F401
from journal.digest.tasks import weekly_digest  # noqa: F401
