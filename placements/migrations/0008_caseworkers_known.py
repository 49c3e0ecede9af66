import pghistory
from django.db import migrations
from django.utils import timezone


def keep_those_known(apps, schema_editor):
    """Who answered for a placement before tasks had a history has answered since the arrival, as far as we know."""
    placements = apps.get_model("placements", "Placement").objects.filter(caseworker__isnull=False)
    caseworkers, today = apps.get_model("placements", "Caseworker"), timezone.localdate()
    with pghistory.context(person=0):
        for placement in placements.exclude(caseworkers__task="measure").order_by("pk"):
            caseworkers.objects.create(
                placement=placement,
                person_id=placement.caseworker_id,
                task="measure",
                begins=min(placement.arrived, today),
                ends=placement.discharged,
            )


class Migration(migrations.Migration):
    dependencies = [
        ("placements", "0007_report_headings"),
    ]

    operations = [
        migrations.RunPython(keep_those_known, migrations.RunPython.noop, elidable=False),
    ]
