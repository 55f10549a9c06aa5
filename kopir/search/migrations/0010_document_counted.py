"""Facets of many documents are counted from one index."""

from django.db import migrations, models

COUNTED = ["kind", "territory", "sectors", "language", "state", "dated_on", "matter", "holds_text"]


class Migration(migrations.Migration):
    dependencies = [("search", "0009_walks")]

    operations = [
        migrations.AddIndex("document", models.Index(fields=["id", *COUNTED], name="document_counted")),
    ]
