"""The matters of which somebody said at a check that the effect does not hold."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("effects", "0001_initial")]

    operations = [
        migrations.AddIndex("check", models.Index(fields=["holds", "matter"], name="checks_answered")),
    ]
