from django.db import migrations

FORWARD = """
ALTER TABLE placements_stay ADD CONSTRAINT placements_stay_of_its_child
FOREIGN KEY (placement_id, child_id) REFERENCES placements_placement (id, child_id)
"""


class Migration(migrations.Migration):
    dependencies = [("placements", "0001_initial")]

    operations = [
        migrations.RunSQL(FORWARD, "ALTER TABLE placements_stay DROP CONSTRAINT placements_stay_of_its_child")
    ]
