"""The Regulation in the demonstration: half a year of duties done, missed and waived; contradictions; an amendment to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from kopir.base.tongue import LANGUAGES
from kopir.demo.cast import BASIS, GLUBOKOE, KATON, MARKAKOL, REGION, SAMAR, ULAN, VILLAGES, Cast
from kopir.demo.content import FOLDER
from kopir.demo.moment import Agenda, Story
from kopir.posts.queries import answering_post
from kopir.regulation import acts, telling
from kopir.regulation.acts import assigning
from kopir.regulation.acts import findings as finding_acts
from kopir.regulation.acts.planning import Planned
from kopir.regulation.acts.replies import reply
from kopir.regulation.models import (
    Duty,
    Finding,
    FunctionLink,
    Norm,
    NormVersion,
    Obligation,
    in_force_duties,
)
from kopir.regulation.queries.norms import DUTIES, Given, intake, points_of, published, version_on
from kopir.regulation.queries.obligations import of_year
from kopir.regulation.reading import Point, Source, pair, read
from kopir.regulation.words import (
    Contradiction,
    LinkState,
    ObligationState,
    ProofKind,
    Trigger,
)

ROUND = 21  # working days between two looks at what is due
AHEAD = timedelta(days=32)
# How often a post gives its proof in time; the others are as chance has it.
DILIGENCE = {ULAN: 0.9, VILLAGES: 0.9, REGION: 0.95, GLUBOKOE: 0.75, KATON: 0.35, MARKAKOL: 0.3, "vko-culture": 0.4}
CHECKED = 0.93


def tell_regulation(cast: Cast, agenda: Agenda, chance: Random) -> None:
    """Everything that this part adds, each at its day."""
    first = agenda.working_day_ago(158)
    agenda.add(_a_year_begins(cast), first)
    agenda.add(_duties_come_round(cast, chance), first + timedelta(days=7))
    agenda.add(_a_report(cast), agenda.working_day_ago(90))
    agenda.add(_what_cannot_be_done(cast), agenda.working_day_ago(45))
    agenda.add(_an_amendment(cast), agenda.working_day_ago(12))
    agenda.add(_plans(cast), agenda.working_day_ago(8))
    agenda.add(_a_reply(cast), agenda.working_day_ago(5))


def _a_year_begins(cast: Cast) -> Story:
    """Functions of two departments are entered; obligations are made; everything is examined for the first time."""
    for code in ("vko-internal", "vko-social"):
        _take_in(cast, code)
    acts.make_ahead()
    yield 1
    acts.follow_all()
    finding_acts.examine()
    yield 1


def _take_in(cast: Cast, code: str) -> None:
    files = sorted((FOLDER / "functions").glob(f"{code}.*.md"))
    version = acts.take_in(intake(pair([read(Source(path, path.name)) for path in files]), Given()), by=cast.administrator)
    if version is not None:
        Norm.objects.filter(pk=version.norm_id).update(is_demonstration=True)
        acts.announce(version, by=cast.administrator)


# ---- Duties come round -----------------------------------------------------------------------------------------------


def _duties_come_round(cast: Cast, chance: Random) -> Story:
    """Every month what is due soon is proved by those who do it in the region that is shown whole, and checked above."""
    diligence: dict[int, float] = {}
    for code, post in cast.posts.items():
        if code.startswith(("63", "vko")):
            diligence[post.pk] = DILIGENCE.get(code, 0.35 + chance.random() * 0.6)
    while True:
        acts.follow_all()
        for obligation in _due_soon(diligence):
            if chance.random() < diligence[obligation.post_id]:
                _prove(cast, obligation, chance)
            elif chance.random() < 0.05:
                _waive(cast, obligation)
        for job in (acts.end_waivers, acts.expire_proofs, acts.miss):
            job()
        yield ROUND


def _due_soon(diligence: dict[int, float]) -> list[Obligation]:
    """Of posts that somebody speaks for; what Köpir proves by itself is left to it."""
    rows = Obligation.objects.filter(
        post__in=diligence, state=ObligationState.DUE, due_on__lte=timezone.localdate() + AHEAD, proofs=None, subject_kind="",
        duty__trigger=Trigger.PERIOD,
    ).exclude(duty__evidence="journal")  # fmt: skip
    listed = list(rows.select_related("duty", "post__superior").order_by("due_on", "pk"))
    return [row for row in listed if answering_post(row.post) == row.post]


def _prove(cast: Cast, obligation: Obligation, chance: Random) -> None:
    number = f"{chance.randint(1, 30)}-{chance.randint(100, 999)}"
    proof = acts.prove(
        obligation, by=cast.speaker(obligation.post), kind=ProofKind.DOCUMENT, number=number, dated_on=timezone.localdate()
    )
    above = obligation.post.superior
    if above is None or answering_post(above) is None or chance.random() > CHECKED:
        return
    accepted = chance.random() < 0.94
    reason = "" if accepted else "Хаттамада қатысушылар көрсетілмеген."
    acts.check_proof(proof, by=cast.speaker(above), accepted=accepted, reason=reason)


def _waive(cast: Cast, obligation: Obligation) -> None:
    until = timezone.localdate() + timedelta(days=45)
    acts.waive(obligation, by=cast.speaker(obligation.post), until=until, reason="Су тасқынының салдарымен жұмыс жүріп жатыр.")


# ---- Report, plan, reply -----------------------------------------------------------------------------------------------


def _a_report(cast: Cast) -> Story:
    """Two posts send their report of the half-year; one is drawn and waits."""
    today = timezone.localdate()
    since, until = (date(today.year, 1, 1), date(today.year, 6, 30)) if today.month > 6 else (
        date(today.year - 1, 7, 1), date(today.year - 1, 12, 31))  # fmt: skip
    for code, sent in ((ULAN, True), (GLUBOKOE, True), (SAMAR, False)):
        post = cast.posts[code]
        report = acts.draw_report(post, since, until, by=cast.speaker(post))
        if sent:
            comment = {
                "kk": "Кездесулерге ауылдық округтердің ұйымдары да шақырылды.",
                "ru": "На встречи приглашались и организации сельских округов.",
            }
            acts.edit_report(report, by=cast.speaker(post), texts={}, comment=comment)
            acts.send_report(report, by=cast.speaker(post))
    yield 1


def _plans(cast: Cast) -> Story:
    """Next year: the region has approved its plan, Ulan district is making its own."""
    acts.make_ahead()
    year = timezone.localdate().year + 1
    for code in (REGION, ULAN):
        post = cast.posts[code]
        rows = {row.pk: Planned(row.due_on - timedelta(days=7), "Ұйымдармен келісілді") for row in of_year(post.pk, year)[:12]}
        acts.plan(post, year, by=cast.speaker(post), rows=rows)
    acts.approve_plan(cast.posts[REGION], year, by=cast.speaker(cast.posts[REGION]))
    telling.remind()
    yield 1


def _a_reply(cast: Cast) -> Story:
    post = cast.posts[GLUBOKOE]
    today = timezone.localdate()
    text = "Маусым-шілде айларында су тасқыны салдарын жою жұмыстары жүрді, кездесулер күзге ауыстырылды."
    since = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    before, eve = since - timedelta(days=92), since - timedelta(days=1)
    reply(post, by=cast.speaker(post), text=text, language="kk", since=before, until=eve)
    yield 1


# ---- What cannot be done -------------------------------------------------------------------------------------------------


def _what_cannot_be_done(cast: Cast) -> Story:
    """One thing is accepted for a time, one sent up, one judged, one step given to another post."""
    finding_acts.examine()
    region, ulan = cast.posts[REGION], cast.posts[ULAN]
    link = FunctionLink.objects.filter(duty_code="topics").first()
    if link is not None:
        acts.judge_link(link, LinkState.SAME, by=cast.speaker(cast.posts["vko-internal"]))
    topics = Finding.objects.filter(rule=Contradiction.NO_POWER, post=ulan, duty_code="topics").first()
    if topics is not None:
        why = "Аудан бюджеттік тақырыптарды өзгерте алмайды, бұл облыстың өкілеттігі."
        finding_acts.send_up(topics, by=cast.speaker(ulan), reason=why)
    yield 3
    plan = Duty.objects.filter(in_force_duties(timezone.localdate()), code="plan").first()
    if plan is not None:
        assigning.give_step(plan, plan.steps.get(order=3), ulan.organisation, region, by=cast.administrator, legal_basis=BASIS)
    other = Finding.objects.filter(rule=Contradiction.NO_POWER, post=cast.posts[GLUBOKOE]).first()
    if other is not None:
        until = timezone.localdate() + timedelta(days=120)
        why = "Өкілеттік беру туралы бұйрықтың жобасы келісілуде."
        finding_acts.accept(other, by=cast.speaker(cast.posts[GLUBOKOE]), until=until, reason=why)
    finding_acts.examine()
    yield 1


def _an_amendment(cast: Cast) -> Story:
    """A version to come: reports every quarter, and one duty more."""
    norm = Norm.objects.get(ref=DUTIES)
    today = timezone.localdate()
    day = (today.replace(day=1) + timedelta(days=65)).replace(day=1)
    version = NormVersion(norm=norm, starts_on=day)
    notes = {
        "kk": "Көрсетілім үшін: есеп тоқсан сайын, жаңа міндет қосылды.",
        "ru": "Для показа: отчёт ежеквартально, добавлена обязанность.",
        "en": "For demonstration: reports every quarter, one duty more.",
    }
    points = list(_amended(points_of(version_on(published(norm), today))))
    acts.import_version(version, points, by=cast.administrator, notes=notes)
    acts.announce(version, by=cast.administrator)
    report = Duty.objects.get(in_force_duties(today), code="report")
    acts.amend(
        report, by=cast.administrator, starts_on=day, rrule="FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=15",
        plain_kk="Не істелгені туралы тоқсан сайын есеп береді.", plain_ru="Каждый квартал отчитывается о сделанном.",
        plain_en="Reports every quarter on what was done.",
    )  # fmt: skip
    new = Duty(
        code="visits", norm=norm, address="16", order=16, trigger=Trigger.PERIOD, evidence="minutes", starts_on=day,
        rrule="FREQ=YEARLY;BYMONTH=4,10;BYMONTHDAY=20", term_days=10, name_kk="ұйымдардың жұмыс орнына бару",
        name_ru="посещать организации на месте", name_en="visit organisations where they work",
        plain_kk="Сізге өзі келіп, жұмысыңызды көреді.", plain_ru="Сам приезжает и видит вашу работу.",
        plain_en="Comes to you and sees your work.",
    )  # fmt: skip
    acts.enter(new, by=cast.administrator)
    yield 1


def _amended(points: list[Point]) -> Iterator[Point]:
    quarterly = {
        "kk": "Жоғары тұрған органға тоқсан сайын есеп береді.",
        "ru": "Ежеквартально отчитывается перед вышестоящим органом.",
        "en": "Reports every quarter to the body above.",
    }
    visits = {
        "kk": "Жылына кемінде екі рет ұйымдардың жұмыс орнына барады.",
        "ru": "Не реже двух раз в год посещает организации на месте.",
        "en": "Visits organisations where they work at least twice a year.",
    }
    for point in points:
        yield replace(point, texts={language: quarterly[language] for language in LANGUAGES}) if point.address == "14" else point
    yield replace(points[-1], address="16", marker="16.", texts=visits, is_heading=False)
