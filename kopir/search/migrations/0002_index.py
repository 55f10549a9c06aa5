"""The table of the text engine: FTS5 on SQLite, a tsvector on PostgreSQL."""

from django.db import migrations

from kopir.search import backends


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: backends.create(editor), lambda apps, editor: backends.drop(editor)
        )
    ]
