"""Ways of interaction: what they are in plain words, and in which matters they were used."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language

from kopir.base.fields import Named
from kopir.base.privacy import classes
from kopir.base.tongue import LocalisedText, localised_field
from kopir.interactions.models import Matter
from kopir.posts.models import Post


class Way(Named):
    """Reference data; `law_*` is marked on the page as a draft to be checked by a lawyer."""

    PRIVACY = classes(
        open=f"{Named.OPEN_NAMES} code order about_kk about_ru about_en when_kk when_ru when_en law_kk law_ru law_en ends_on"
    )

    code = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    about_kk = models.TextField()
    about_ru = models.TextField()
    about_en = models.TextField()
    when_kk = models.TextField()
    when_ru = models.TextField()
    when_en = models.TextField()
    law_kk = models.CharField(max_length=500, blank=True)
    law_ru = models.CharField(max_length=500, blank=True)
    law_en = models.CharField(max_length=500, blank=True)
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ["order"]

    def words(self, field: str) -> LocalisedText:
        return localised_field(self, field, get_language() or "kk")

    @property
    def about(self) -> LocalisedText:
        return self.words("about")

    @property
    def suits(self) -> LocalisedText:
        return self.words("when")

    @property
    def law(self) -> LocalisedText:
        return self.words("law")


class WayStep(models.Model):
    PRIVACY = classes(open="way order text_kk text_ru text_en")

    way = models.ForeignKey(Way, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    text_kk = models.CharField(max_length=400)
    text_ru = models.CharField(max_length=400)
    text_en = models.CharField(max_length=400)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["way", "order"], name="way_step_once")]

    @property
    def words(self) -> str:
        return localised_field(self, "text", get_language() or "kk").text

    def __str__(self) -> str:
        return self.text_kk


class WayUse(models.Model):
    """In this matter this way was used, says the post that answered for it. It stands here and not on the outcome, so that
    the room of matters need not know of ways."""

    PRIVACY = classes(open="matter way post at")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    way = models.ForeignKey(Way, models.PROTECT, related_name="uses")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "way"], name="way_once_a_matter")]

    @property
    def journal_label(self) -> str:
        return self.matter.journal_label

    def __str__(self) -> str:
        return f"way {self.way_id} in {self.matter_id}"
