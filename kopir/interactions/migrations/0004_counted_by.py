"""Indexes that hold what figures count and nothing else; and one of what changed lately, for the news of the desk."""

from django.db import migrations, models

COUNTED = ["state", "outcome", "word", "due_on"]
ANSWERED = ["first_answered_at", "answered_in"]


def index(name: str, *fields: str) -> migrations.AddIndex:
    return migrations.AddIndex("matter", models.Index(fields=fields, name=name))


class Migration(migrations.Migration):
    dependencies = [("interactions", "0003_counted")]

    operations = [
        index("changed_lately", "updated_at", "territory"),
        index("counted_everywhere", *COUNTED),
        index("answered_everywhere", *ANSWERED),
        *(index(f"counted_by_{of}", of, *COUNTED, *ANSWERED) for of in ("territory", "sector", "accountable")),
    ]
