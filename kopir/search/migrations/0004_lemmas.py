"""The text engine's table anew, with lemmas. Documents keep their ids; the worker fills the table again within minutes."""

from django.db import migrations, models
from django.utils import timezone

from kopir.search import backends


def make_anew(apps, editor):
    backends.drop(editor)
    backends.create(editor)
    if apps.get_model("search", "Document").objects.exists():
        cursor = apps.get_model("search", "Cursor").objects.first()
        from_leaf = cursor.next_leaf if cursor else 0
        apps.get_model("search", "Rebuild").objects.create(from_leaf=from_leaf, began_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("search", "0003_meaning")]
    operations = [
        migrations.CreateModel(
            name="Rebuild",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_leaf", models.BigIntegerField()),
                ("kind", models.CharField(blank=True, max_length=12)),
                ("after", models.CharField(blank=True, max_length=20)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(model_name="document", name="dated_on", field=models.DateField(null=True)),
        migrations.RunPython(make_anew, migrations.RunPython.noop),
    ]
