"""Columns of registers by their usual names in Kazakh, Russian and English. Case, spaces and signs do not matter."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Names that no register's column may be taken over from: persons.
_PERSONAL = re.compile(
    r"director|руковод|басшы|жетекш|директор|^фио|^fio|^тае|аты ?жөні|учредител|founder|құрылтайшы"
    r"|(?<!бин)иин(?!бин)|(?<!бсн)жсн(?!бсн)|(?<!bin)iin(?!bin)"
    r"|contactperson|контактноелицо|байланыстұлға|председател|төраға|chair|trustee|^head$"
)

_NAMES: dict[str, str] = {
    "bin": "bin бин бсн иинбин бинииин биниин жснбсн бснжсн бинбсн бснбин iinbin biniin"
    " бинорганизации ұйымбсн ұйымныңбсн binnumber bsn бизнессәйкестендірунөмірі"
    " бизнесидентификационныйномер",
    "ein": "ein",
    "number": "regnumber registrationnumber orgid charitynumber companynumber регномер регистрационныйномер"
    " номеррегистрации тіркеунөмірі тіркеунөмері",
    "name_ru": "nameru namerus namerussian наименование наименованиеру наименованиерус наименованиенарусском"
    " наименованиенарусскомязыке названиенарусском названиерус названиенарусскомязыке русскоенаименование"
    " полноенаименование наименованиеорганизации наименованиеюридическоголица наименованиенпо наименованиеюл название"
    " названиеорганизации орысшаатауы атауыорысша атауыорыстілінде орыстіліндегіатауы",
    "name_kk": "namekk namekz namekaz namekazakh атауы атау ұйымныңатауы ұйыматауы толықатауы заңдытұлғаныңатауы"
    " наименованиеказ наименованиекк наименованиенаказахском наименованиенаказахскомязыке названиенаказахском"
    " названиенаказахскомязыке названиеказ наименованиенагосударственномязыке қазақшаатауы атауықазақша"
    " атауықазақтілінде қазақтіліндегіатауы мемлекеттіктілдегіатауы үеұатауы",
    "name_en": "nameen nameeng nameenglish englishname наименованиенаанглийском наименованиенаанглийскомязыке"
    " наименованиеангл ағылшыншаатауы атауыағылшынша",
    "name": "name legalname fullname nameoforganisation nameoforganization organisation organization"
    " organisationname organizationname orgname",
    "address": "address адрес мекенжай мекенжайы заңдымекенжайы юридическийадрес юрадрес адресместонахождения местонахождения"
    " местонахождение legaladdress addressru адресрус адреснарусском адреснарусскомязыке орналасқанжері",
    "address_kk": "addresskk addresskz addresskaz адресказ адреснаказахском адреснаказахскомязыке мекенжайықазақша",
    "city": "city town қала город",
    "state": "state область облыс region регион өңір",
    "zip": "zip zip5 zipcode postcode",
    "status": "status statusru statuskz statuskk статус состояние мәртебе мәртебесі күйі жағдайы active",
    "date": "modifieddate modified date updated updatedat lastmodified дата датаизменения датаобновления"
    " датаактуализации датаактуальности күні өзгертілгенкүні жаңартылғанкүні өзгерткенкүні",
    "starts_on": "datereg dateregistered registrationdate registered датарегистрации датагосрегистрации"
    " датагосударственнойрегистрации тіркелгенкүні тіркеукүні startson",
    "phone": "phone phones telephone tel телефон телефоны тел контактныйтелефон байланыстелефоны телефонкөрсеткіші"
    " контактныетелефоны телефоныорганизации телефондары байланыстелефондары phonenumber",
    "email": "email mail почта электроннаяпочта эпочта электрондықпошта эпошта поштасы адресэлектроннойпочты элпочта"
    " элпошта элпоштасы emailaddress",
    "website": "website web site url сайт вебсайт сайты вебсайты интернетресурс homepage",
    "legal_form": "legalform form опф организационноправоваяформа правоваяформа ұйымдықұқықтықнысаны ұйымдықұқықтықнысан"
    " құқықтықнысаны нысаны формаорганизации orgform",
    "kind": "kind түрі",
}
_FIELD = {alias: field for field, aliases in _NAMES.items() for alias in aliases.split()}
NAME_FIELDS = ("name_ru", "name_kk", "name_en", "name")


def _plain(header: str) -> str:
    return re.sub(r"[\W_]+", "", header.casefold())


def field_of(header: str) -> str | None:
    """The field a column is for; None for an unknown one and for one about a person."""
    plain = _plain(header)
    return None if _PERSONAL.search(plain) else _FIELD.get(plain) or _in_two_languages(header)


def _in_two_languages(header: str) -> str | None:
    """“Наименование / Атауы”, “Адрес (Мекенжайы)”: the same said twice."""
    parts = [part for part in re.split(r"[/|(\n]", header) if _plain(part)]
    fields = [_FIELD.get(_plain(part)) for part in parts]
    if len(fields) < 2 or None in fields:
        return None
    kinds = {re.sub(r"_(?:ru|kk|en)$", "", field or "") for field in fields}
    return kinds.pop() if len(kinds) == 1 else None


def is_personal(header: str) -> bool:
    return bool(_PERSONAL.search(_plain(header)))


def recognise(headers: Iterable[str]) -> dict[str, str]:
    """{header: field}; where two columns are for one field, the first one counts."""
    found: dict[str, str] = {}
    for header in headers:
        field = field_of(header)
        if field and field not in found.values():
            found[header] = field
    return found


def unread(headers: Iterable[str]) -> list[str]:
    """Columns that nothing is taken from, a second one of the same name too."""
    waiting = recognise(headers := list(headers))
    return [header for header in headers if header and waiting.pop(header, None) is None]


def is_register(fields: Iterable[str]) -> bool:
    """Whether these columns can be a register of organisations: there is a name."""
    return any(name in fields for name in NAME_FIELDS)
