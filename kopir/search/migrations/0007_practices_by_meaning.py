"""Practices are compared by meaning too: those in use await their passages."""

from django.db import migrations


def await_meaning(apps, editor):
    rows = apps.get_model("search", "Document").objects.filter(kind="practice", state__in=("published", "needs_review"))
    rows.update(holds_text=True, awaits_meaning=True)


class Migration(migrations.Migration):
    dependencies = [("search", "0006_alter_document_kind")]
    operations = [migrations.RunPython(await_meaning, migrations.RunPython.noop)]
