from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("placements", "0002_stay_of_its_child")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE placements_reference", "DROP SEQUENCE placements_reference")
    ]
