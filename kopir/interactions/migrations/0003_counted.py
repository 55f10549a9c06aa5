"""What figures count stands in the matter itself. The new columns may be empty, so that no database copies the table. Their
indexes come in a transaction of their own: PostgreSQL makes none in the one that has changed rows."""

from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

OUTCOMES = [
    ("solved", "solved"), ("partly", "partly solved"), ("not_in_power", "not in our power"), ("refused", "refused"),
    ("withdrawn", "withdrawn by the author"), ("joined", "joined to another matter"), ("no_answer", "no answer"),
]  # fmt: skip
WORDS = [("confirmed", "confirmed"), ("partly", "partly"), ("contested", "contested"), ("silence", "silence")]
TENTHS = {  # of days between the two
    "sqlite": "CAST(ROUND(10 * (julianday(first_answered_at) - julianday(received_at))) AS INTEGER)",
    "postgresql": "ROUND(EXTRACT(EPOCH FROM (first_answered_at - received_at)) / 8640)",
}


def fill(apps: Any, editor: Any) -> None:
    """From the outcomes, and from the first author's words on them."""
    matters, outcomes, words = (apps.get_model("interactions", name).objects for name in ("Matter", "Outcome", "AuthorWord"))
    of_round = outcomes.filter(matter=OuterRef("pk"), round=OuterRef("round"))
    of_author = words.filter(outcome__matter=OuterRef("pk"), outcome__round=OuterRef("round"), organisation=OuterRef("author"))
    of_first = outcomes.filter(matter=OuterRef("pk"), round=1, post__isnull=False)
    matters.exclude(state__in=("draft", "appeal")).update(
        outcome=Subquery(of_round.values("kind")[:1]),
        word=Subquery(of_author.values("word")[:1]),
        first_answered_at=Subquery(of_first.values("at")[:1]),
    )
    editor.execute(f"UPDATE interactions_matter SET answered_in = {TENTHS[editor.connection.vendor]} WHERE first_answered_at IS NOT NULL")


def kept(name: str, choices: list[tuple[str, str]], length: int) -> migrations.AddField:
    return migrations.AddField("matter", name, models.CharField(choices=choices, editable=False, max_length=length, null=True))


class Migration(migrations.Migration):
    dependencies = [
        ("interactions", "0002_fewer_indexes"),
        ("organisations", "0001_initial"),
        ("posts", "0001_initial"),
        ("sectors", "0001_initial"),
        ("territories", "0002_sorted_in_each_language"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("matter", "first_answered_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField("matter", "answered_in", models.PositiveIntegerField(editable=False, null=True)),
        kept("outcome", OUTCOMES, 14),
        kept("word", WORDS, 10),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
