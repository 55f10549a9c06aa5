"""Indexes from which formal closings are counted: of closed matters what they are counted by, and who said what."""

from django.db import migrations, models

CLOSED = ["state", "outcome", "closed_at", "territory", "accountable", "kind"]


class Migration(migrations.Migration):
    dependencies = [("interactions", "0004_counted_by")]

    operations = [
        migrations.AddIndex("matter", models.Index(fields=CLOSED, name="counted_when_closed")),
        migrations.AddIndex("authorword", models.Index(fields=["word", "outcome"], name="words_said")),
    ]
