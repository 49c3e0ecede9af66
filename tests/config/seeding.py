from io import StringIO

from django.apps import apps
from django.core.management import call_command
from django.test import override_settings


def seed():
    said = StringIO()
    with override_settings(DEBUG=True):
        call_command("seed_demo", stdout=said)
    return said.getvalue()


def everything():
    """Every row of the application, but not its history: that is of the moment at which it was written."""
    models = [m for m in apps.get_models() if not m.__module__.startswith(("django.", "pghistory."))]
    tables = [m for m in models if not hasattr(m, "pgh_tracked_model")]
    return {m._meta.label: list(m.objects.order_by("pk").values()) for m in tables}


HOW_MUCH = {"children": 27, "years": 2, "entries_a_day": 30}


def fill(**facts):
    said = StringIO()
    call_command("seed_scale", stdout=said, **{**HOW_MUCH, **facts})
    return said.getvalue()
