from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_initial")]

    operations = [migrations.RunSQL("CREATE SEQUENCE documents_number", "DROP SEQUENCE documents_number")]
