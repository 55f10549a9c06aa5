"""People who sign in. Nothing about them is kept beyond what signing in and being written to need; never a personal number."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from kopir.base.privacy import classes
from kopir.base.tongue import LANGUAGES
from kopir.people.words import LANGUAGE_NAMES, Office

# The end of the address that is left of a forgotten person. No letter ever goes there: `.invalid` exists nowhere (RFC 2606).
FORGOTTEN = "@forgotten.invalid"


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username or "")


class Person(AbstractBaseUser):
    """`office`: the country-wide role a person may have beside organisations and posts."""

    PRIVACY = classes(
        open="",
        restricted="office language",
        personal="email name joined_at last_login is_active",
        secret="password",
    )

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=2, choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES], default="kk")
    office = models.CharField(max_length=20, choices=Office, default=Office.NONE)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    # A person is never named in the journal's open part.
    journal_label = property(lambda self: f"№ {self.pk}")
    is_public = False

    @property
    def address_when_forgotten(self) -> str:
        return f"{self.pk}{FORGOTTEN}"

    @property
    def is_forgotten(self) -> bool:
        """What was personal is erased; only the number is left."""
        return self.email == self.address_when_forgotten

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name
