"""The indexes of one column that begin a longer one go: the longer answers the same questions, and more of them. The tables stay
as they are, for SQLite would copy one of a million rows five times."""

import django.db.models.deletion
from django.db import migrations, models

NAMES = (
    ("kind_id", "34f3cdd2"), ("author_id", "4c774813"), ("territory_id", "411e95c3"), ("sector_id", "a8e6e3cb"),
    ("accountable_id", "a574799f"),
)


def foreign_key(to, name="matters", **more):
    return models.ForeignKey(to=to, on_delete=django.db.models.deletion.PROTECT, related_name=name, db_index=False, **more)


class Migration(migrations.Migration):
    dependencies = [
        ("interactions", "0001_initial"),
        ("organisations", "0001_initial"),
        ("posts", "0001_initial"),
        ("sectors", "0001_initial"),
        ("territories", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'DROP INDEX IF EXISTS "interactions_matter_{column}_{mark}"',
                    f'CREATE INDEX "interactions_matter_{column}_{mark}" ON "interactions_matter" ("{column}")',
                )
                for column, mark in NAMES
            ]
            + [migrations.RunSQL('DROP INDEX IF EXISTS "interactions_matter_territory_id_411e95c3_like"', migrations.RunSQL.noop)],
            state_operations=[
                migrations.AlterField("matter", "accountable", foreign_key("posts.post", "accountable_for", null=True)),
                migrations.AlterField("matter", "author", foreign_key("organisations.organisation")),
                migrations.AlterField("matter", "kind", foreign_key("interactions.matterkind", null=True)),
                migrations.AlterField("matter", "sector", foreign_key("sectors.sector", null=True)),
                migrations.AlterField("matter", "territory", foreign_key("territories.territory", null=True)),
            ],
        )
    ]
