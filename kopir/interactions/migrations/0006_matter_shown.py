"""Whether a matter may be shown, for each of the many that a search finds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interactions", "0005_formal_closings")]

    operations = [
        migrations.AddIndex("matter", models.Index(fields=["id", "visibility", "state"], name="matter_shown")),
    ]
