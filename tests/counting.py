"""Which statements a page costs; no bookkeeping of transactions and roles counts."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET ", "RESET ", "BEGIN", "COMMIT")


class Statements(CaptureQueriesContext):
    def __init__(self):
        super().__init__(connection)

    @property
    def asked(self):
        return [q["sql"] for q in self if not q["sql"].lstrip().upper().startswith(BOOKKEEPING)]
