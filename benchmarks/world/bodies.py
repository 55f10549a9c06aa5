"""Organisations of the bulk world: names put together from words, real places, skewed sectors; some have a leader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from benchmarks.world import texts
from benchmarks.world.ground import Ground, Names, Place
from benchmarks.world.writing import Row, Table, next_number
from kopir.base.actors import SYSTEM, Actor, Role
from kopir.base.idents import check_digit
from kopir.journal.acts import Draft, write
from kopir.organisations import keys
from kopir.organisations.models import MatchKey, Membership, Organisation, OrganisationSector, ServedTerritory
from kopir.organisations.words import Kind, LegalForm, MembershipState, Status
from kopir.people.models import Person
from kopir.search.documents import made
from kopir.search.models import Document
from kopir.search.words import Kind as Findable

BATCH = 2000
LED = 5  # one of so many has somebody who signs in
FORMS = {
    LegalForm.OF: (40, "қоғамдық қоры", "Общественный фонд", "Public fund"),
    LegalForm.OO: (34, "қоғамдық бірлестігі", "Общественное объединение", "Public association"),
    LegalForm.CHF: (12, "жеке қоры", "Частный фонд", "Private fund"),
    LegalForm.CHU: (8, "жеке мекемесі", "Частное учреждение", "Private institution"),
    LegalForm.OUL: (6, "заңды тұлғалар бірлестігі", "Объединение юридических лиц", "Association of legal entities"),
}
FIRST = [
    ("Жаңа", "Новый", "New"), ("Ашық", "Открытый", "Open"), ("Жарқын", "Светлый", "Bright"), ("Мейірімді", "Добрый", "Kind"),
    ("Берік", "Крепкий", "Strong"), ("Ортақ", "Общий", "Common"), ("Таза", "Чистый", "Clean"), ("Дана", "Мудрый", "Wise"),
    ("Бірінші", "Первый", "First"), ("Сенімді", "Надёжный", "Trusty"), ("Жасыл", "Зелёный", "Green"), ("Тең", "Равный", "Equal"),
]  # fmt: skip
SECOND = [
    ("болашақ", "путь", "Way"), ("шаңырақ", "дом", "Home"), ("дала", "простор", "Steppe"), ("көпір", "мост", "Bridge"),
    ("қадам", "шаг", "Step"), ("ауыл", "край", "Land"), ("таң", "рассвет", "Dawn"), ("бұлақ", "родник", "Spring"),
    ("алаң", "круг", "Circle"), ("жол", "маршрут", "Road"), ("қанат", "взлёт", "Wing"), ("ошақ", "очаг", "Hearth"),
    ("әлем", "мир", "World"), ("өмір", "день", "Life"), ("сенім", "взгляд", "Trust"), ("үміт", "свет", "Hope"),
]  # fmt: skip
STATUSES = ((Status.ACTIVE, 82), (Status.INACTIVE, 9), (Status.ENDED, 6), (Status.LIQUIDATING, 2), (Status.SUSPENDED, 1))

ORGANISATION = Table(
    Organisation,
    "id kind ref bin name_kk name_ru name_en folded sort_kk sort_ru sort_en legal_form status territory_id address"
    " address_folded starts_on is_demonstration created_at updated_at",
)
SECTOR = Table(OrganisationSector, "organisation_id sector_id")
SERVED = Table(ServedTerritory, "organisation_id territory_id")
KEY = Table(MatchKey, "organisation_id key")
PERSON = Table(Person, "id email name language password joined_at")
MEMBERSHIP = Table(Membership, "person_id organisation_id position state requested_at decided_at")
DOCUMENT = Table(
    Document,
    "id kind key path name_kk name_ru name_en label text language territory sectors state is_open weight matter_id holds_text"
    " awaits_meaning dated_on",
)
TABLES = [Organisation, OrganisationSector, ServedTerritory, MatchKey, Person, Membership]


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes matters: a member of an organisation that is active."""

    by: Actor
    names: Names
    sectors: tuple[int, ...]
    place: Place


@dataclass(slots=True)
class Made:
    organisation: Organisation
    place: Place
    sectors: list[tuple[int, str, Names]]


class Bodies:
    """Makes organisations in order, and remembers those who write."""

    def __init__(self, ground: Ground, chance: Random) -> None:
        self.ground, self.chance = ground, chance
        self.first = next_number(Organisation)
        self.person = next_number(Person)
        self.authors: list[Author] = []
        self.sector_weights = [1 / (at + 1) for at in range(len(ground.sectors))]

    def make(self, total: int, document: int) -> list[Row]:
        """All of them; answers the texts of their documents, whose numbers begin with `document`."""
        indexed: list[Row] = []
        for start in range(0, total, BATCH):
            some = [self._organisation(at) for at in range(start, min(start + BATCH, total))]
            self._put(some)
            indexed += [self._put_document(one, document + start + at) for at, one in enumerate(some)]
            DOCUMENT.put([row for row, _ in indexed[start:]])
        self._say_so(total)
        return [text for _, text in indexed]

    def _organisation(self, at: int) -> Made:
        chance, place = self.chance, self.ground.choose_place(self.chance)
        form = chance.choices(list(FORMS), [one[0] for one in FORMS.values()])[0]
        made_on = self.ground.today - timedelta(days=chance.randint(400, 9000))
        row = Organisation(
            pk=self.first + at, kind=Kind.NGO, legal_form=form, territory_id=place.code, bin=_bin(at, chance),
            status=chance.choices([one for one, _ in STATUSES], [share for _, share in STATUSES])[0], starts_on=made_on,
        )  # fmt: skip
        row.ref = row.bin
        row.set_names(*self._names(at, FORMS[form][1:], place))
        row.address = f"{place.names.get('ru', '')}, ул. {chance.choice(FIRST)[1]}, {chance.randint(1, 200)}"
        keys.refresh_columns(row)
        return Made(row, place, self._sectors())

    def _sectors(self) -> list[tuple[int, str, Names]]:
        drawn = self.chance.choices(self.ground.sectors, self.sector_weights, k=self.chance.randint(1, 3))
        return list({one[0]: one for one in drawn}.values())

    def _names(self, at: int, form: tuple[str, str, str], place: Place) -> tuple[str, str, str]:
        kk, ru, en = (f"{one} {two}" for one, two in zip(self.chance.choice(FIRST), self.chance.choice(SECOND), strict=True))
        where = place.names
        english = f"{form[2]} “{en}, {where['en']}”" if "en" in where and at % 3 == 0 else ""
        return f"«{kk} – {where.get('kk', '')} {at}» {form[0]}", f"{form[1]} «{ru} – {where.get('ru', '')} {at}»", english

    def _put(self, some: list[Made]) -> None:
        now = f"{self.ground.today} 00:00:00.000001"
        ORGANISATION.put([_row(one.organisation, now) for one in some])
        SECTOR.put([(one.organisation.pk, sector[0]) for one in some for sector in one.sectors])
        SERVED.put([(one.organisation.pk, one.place.district) for one in some])
        KEY.put([(one.organisation.pk, key) for one in some for key in sorted(keys.match_keys(one.organisation))])
        led = [one for one in some if one.organisation.status == Status.ACTIVE and one.organisation.pk % LED == 0]
        people = [self._author(one) for one in led]
        PERSON.put([(by.person_id, f"leader-{by.person_id}@benchmark.example", by.name, "kk", "!", now) for by in people])
        MEMBERSHIP.put([(by.person_id, by.organisation_id, "жетекші", MembershipState.ACTIVE, now, now) for by in people])

    def _author(self, one: Made) -> Actor:
        row = one.organisation
        by = Actor(
            Role.MEMBER, self.person, f"{row.name_kk.split('»')[0]}» жетекшісі"[:150], row.pk, None, tuple(row.names.items())
        )  # fmt: skip
        self.person += 1
        self.authors.append(Author(by, row.names, tuple(sector[0] for sector in one.sectors), one.place))
        return by

    def _put_document(self, one: Made, number: int) -> tuple[Row, Row]:
        row = one.organisation
        names = [name for name in (row.name_kk, row.name_ru, row.name_en) if name]
        codes = "," + ",".join(sector[1] for sector in one.sectors) + ","
        is_open = row.status == Status.ACTIVE
        document = (
            number, Findable.ORGANISATION, str(row.pk), f"organisations/{row.ref}/", row.name_kk, row.name_ru, row.name_en,
            row.bin, "", "", row.territory_id, codes, row.status, int(is_open), 2 if is_open else 0, None, 0, 0,
            row.starts_on.isoformat(),
        )  # fmt: skip
        stems = [stem for name in names for word in name.split() for stem in texts.stems(word.strip("«»“”"))]
        text = (
            number, made.in_small_letters(" ".join(names)), row.folded, made.skeleton(" ".join(names)),
            f"{row.bin}", " ".join(dict.fromkeys(stems)),
        )  # fmt: skip
        return document, text

    def _say_so(self, total: int) -> None:
        """One entry for all, as imports write it."""
        first = Organisation.objects.get(pk=self.first)
        draft = Draft("organisations.import", SYSTEM, first)
        draft.fact(source="benchmark", created=total)
        write([draft])


def _row(row: Organisation, now: str) -> Row:
    return (
        row.pk, row.kind, row.ref, row.bin, row.name_kk, row.name_ru, row.name_en, row.folded, row.sort_kk, row.sort_ru,
        row.sort_en, row.legal_form, row.status, row.territory_id, row.address, row.address_folded,
        row.starts_on.isoformat(), 0, now, now,
    )  # fmt: skip


def _bin(at: int, chance: Random) -> str:
    """Twelve digits with a right check digit; the fifth, 4, says that it is a resident legal entity."""
    while True:
        eleven = f"{chance.randint(0, 25):02d}{chance.randint(1, 12):02d}4{chance.randint(0, 2)}{at % 100_000:05d}"
        digit = check_digit(eleven)
        if digit is not None:
            return f"{eleven}{digit}"
