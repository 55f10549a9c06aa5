"""Every table that can be downloaded: where it is, what its columns mean, where its rows come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from kopir.territories.models import COUNTRY
from kopir.web.public.definitions import OWN

if TYPE_CHECKING:
    from kopir.base.errors import Words

_NAME = _("its name in the language of the page")
_NAMES: dict[str, Words] = {
    "name_kk": _("name in Kazakh"),
    "name_ru": _("name in Russian"),
    "name_en": _("name in English"),
    "starts_on": _("first day in force; empty: not known"),
    "ends_on": _("last day in force; empty: still in force"),
    "source": _("where the value comes from"),
    "source_date": _("as of which day the source speaks"),
    "ref": _("stays for ever in the address of the page"),
    "territory_code": _("KATO code of the seat"),
    "territory_kk": _("name of the seat in Kazakh"),
    "territory_ru": _("name of the seat in Russian"),
    "demonstration": _("1: invented, for the demonstration"),
    "phone": _("published telephone"),
    "email": _("published e-mail"),
    "at": _("time, UTC"),
    "number": _("number of the row; it never changes"),
    "received": _("received, since the beginning"),
    "open": _("open at that time"),
    "closed": _("closed at that time"),
    "joined": _("joined to another matter"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dataset:
    """`route`: of the file; `page`: of the list that shows the same rows. `columns`: name → meaning."""

    route: str
    page: str
    name: Words
    about: Words
    columns: dict[str, Words]
    source: Words = OWN
    of: tuple[str, ...] = ()
    """What stands in both addresses: the place of a table that every place has."""

    @property
    def url(self) -> str:
        return _address(self.route, self.of)

    @property
    def page_url(self) -> str:
        return _address(self.page, self.of)


def _address(route: str, of: tuple[str, ...]) -> str:
    """Empty for a page that this installation does not have."""
    try:
        return reverse(route, args=of) if route else ""
    except NoReverseMatch:
        return ""


def _columns(names: str, **own: Words) -> dict[str, Words]:
    return {name: own.get(name) or _NAMES[name] for name in names.split()}


DATASETS = (
    Dataset(
        "public:matters_csv", "public:interactions", _("Matters"),
        _("Every matter received. Of a restricted matter the title and the author are empty."),
        _columns(
            "number kind state territory territory_name sector language received_at due_on closed_at post post_name"
            " author author_name title"
            " outcome author_word",
            number=_("number of the matter"), kind=_("code of the kind of matter"),
            state=_("open, answered, contested, closed or joined"),
            territory=_("KATO code of the place"), territory_name=_("its name in the language of the page"),
            sector=_("code of the sector"), language=_("language it is written in"), received_at=_("when it was received"),
            due_on=_("day by which an answer is due; empty while the term is paused"), closed_at=_("when it was closed"),
            post=_("the post that answers for it"), post_name=_("its name in the language of the page"),
            author=_("organisation that wrote it"), author_name=_NAME, title=_("title, as written"),
            outcome=_("last outcome declared: solved, partly, not_in_power, refused, withdrawn, joined or no_answer"),
            author_word=_("what each of the authors said of it: confirmed, partly, contested or silence"),
        ),
    ),
    Dataset(
        "public:organisations_csv", "public:organisations", _("Organisations"),
        _("State bodies and non-governmental organisations. Each value keeps the register and the day it came from."),
        _columns(
            "ref bin kind name_kk name_ru name_en legal_form legal_form_name status status_name territory_code"
            " territory_kk territory_ru address phone email"
            " website starts_on ends_on source source_date to_be_confirmed demonstration",
            bin=_("business identification number"), kind=_("state_body or ngo"), legal_form=_("code of the legal form"),
            legal_form_name=_NAME, status=_("code of the status"), status_name=_NAME,
            address=_("address"), website=_("website"), to_be_confirmed=_("1: not yet confirmed by an administrator"),
        ),
        _("Registers named with each organisation"),
    ),
    Dataset(
        "public:posts_csv", "public:posts", _("Posts"),
        _("Posts that answer to organisations, who holds them, and where to turn."),
        _columns(
            "ref kind kind_name state state_name rank rank_name name_kk name_ru name_en body_ref body_kk body_ru"
            " territory_code territory_kk territory_ru vacant holder"
            " substitute_ref phone email room reception_kk reception_ru starts_on ends_on demonstration",
            kind=_("code of the kind of post"), kind_name=_NAME, state=_("confirmed or to_be_confirmed"), state_name=_NAME,
            rank=_("rank of the post, a higher number stands higher"), rank_name=_NAME, vacant=_("1: nobody holds it"),
            body_ref=_("the body it belongs to"),
            body_kk=_("name of the body in Kazakh"), body_ru=_("name of the body in Russian"),
            holder=_("who holds it, if the name is published"),
            substitute_ref=_("who answers while it is vacant"), room=_("room"), reception_kk=_("reception hours, in Kazakh"),
            reception_ru=_("reception hours, in Russian"),
        ),
    ),
    Dataset(
        "public:territories_csv", "public:territories", _("Territories"),
        _("The classifier of administrative and territorial objects (KATO), also what has ended."),
        _columns(
            "code parent level kind name_kk name_ru name_en starts_on ends_on source source_date", code=_("KATO code"),
            parent=_("code of what holds it"), level=_("0 country, 1 region, 2 district, 3 rural district, 4 settlement"),
            kind=_("kind of territory"),
        ),
        _("KATO, the state classifier"),
    ),
    Dataset(
        "public:sectors_csv", "public:sectors", _("Sectors"),
        _("Spheres of the state social order and grants, with codes of an international classification."),
        _columns(
            "code name_kk name_ru name_en starts_on ends_on is_draft source source_date icnptso", code=_("code of the sector"),
            is_draft=_("1: the wording waits to be checked against the law"), icnptso=_("codes of ICNP/TSO"),
        ),
        _("Law of 12 April 2005 No 36-III, Article 5"),
    ),
    Dataset(
        "public:duties_csv", "public:regulation", _("Duties"),
        _("What posts must do by the Regulation: when, by which provision, what proves it, how many posts own it."),
        _columns(
            "code document address starts_on ends_on who to_whom in_official_words in_plain_words when rule event"
            " term_working_days powers lowest_rank evidence evidence_holds_days consequence provision posts bodies is_draft",
            code=_("code of the duty; it stays through amendments"),
            document=_("part of the document's address"),
            address=_("address of the provision in the document"),
            who=_("which posts of which bodies"),
            to_whom=_("whom it serves"),
            in_official_words=_("short official wording"),
            in_plain_words=_("in everyday words"),
            when=_("when it is due, in words"),
            rule=_("calendar rule, RFC 5545"),
            event=_("what makes it due"),
            term_working_days=_("working days after the event, or for the work"),
            powers=_("powers it needs"),
            lowest_rank=_("lowest rank it asks for"),
            evidence=_("what proves it"),
            evidence_holds_days=_("days for which a proof holds; empty: for good"),
            consequence=_("what follows if it is not done"),
            provision=_("text of the provision"),
            posts=_("posts that own it on the day"),
            bodies=_("bodies in which somebody owns it"),
            is_draft=_("1: a draft, not the official text"),
        ),
        _("Documents named with each duty"),
    ),
    Dataset(
        "public:norms_csv", "public:regulation", _("Documents of the Regulation"),
        _("Norms with the days from which their texts are in force; the texts themselves are at each document."),
        _columns(
            "ref title_kk title_ru title_en kind number adopted_on in_force_from next_from is_draft",
            title_kk=_("title in Kazakh"), title_ru=_("title in Russian"), title_en=_("title in English"),
            kind=_("kind of document"),
            number=_("number of the document"), adopted_on=_("day of adoption"),
            in_force_from=_("day from which the present text is in force"),
            next_from=_("day from which a published new text will be"), is_draft=_("1: a draft, not the official text"),
        ),
        _("Documents named with each duty"),
    ),
    Dataset(
        "public:memory_figures_csv", "public:memory_figures", _("Use of memory"),
        _(
            "Of the matters received in the last twelve months: what was opened for them, solved by adoption, saved, "
            "invented again."
        ),
        _columns(
            "by code name received compared memory_asked cards_opened solved_by_adoption days_saved_median days_saved_low"
            " days_saved_high days_saved_of repeats repeats_unseen",
            by=_("total, body, region or sector"), code=_("address of the body, KATO code, code of the sector"),
            name=_("its name in the language of the page"), received=_("matters received"),
            compared=_("of them compared with what was solved before"),
            memory_asked=_("matters for which a card or an earlier matter was opened"),
            cards_opened=_("practice cards opened for them"), solved_by_adoption=_("matters solved by adopting a practice"),
            days_saved_median=_("median days saved; empty for fewer than five matters"),
            days_saved_low=_("lower end of its interval, 95 %"), days_saved_high=_("upper end of its interval, 95 %"),
            days_saved_of=_("matters of which the days saved are known"),
            repeats=_("matters that repeat one solved before"), repeats_unseen=_("of them those that nobody had looked at"),
        ),
    ),
    Dataset(
        "public:practices_csv", "public:practices", _("Practice cards"),
        _("Every published card, also of what did not work; those that were withdrawn can be chosen among the states."),
        _columns(
            "ref kind state level sector territory owner owner_name author author_name language title_kk title_ru"
            " title_en cost_tenge months"
            " people_reached adopted used published_on review_on",
            kind=_("worked or failed"), state=_("published, needs_review or withdrawn"),
            level=_("level of evidence, 1 to 5, computed from what is attached"), sector=_("code of the sector"),
            territory=_("KATO code of the place"), owner=_("the post that looks after it"), owner_name=_NAME,
            author=_("organisation that wrote it; empty: the post did"), author_name=_NAME,
            language=_("language it was first written in"),
            title_kk=_("title in Kazakh"), title_ru=_("title in Russian"), title_en=_("title in English"),
            cost_tenge=_("cost in tenge, about"), months=_("how many months it took"),
            people_reached=_("how many people it reached"), adopted=_("places that adopted it"),
            used=_("posts and organisations that say they used it"), published_on=_("day of publication"),
            review_on=_("day by which it is looked through again"),
        ),
    ),
    Dataset(
        "public:all_adoptions_csv", "public:practices", _("Adoptions of practices"),
        _("Who repeated which practice where, what they changed, and whether the effect came, in their own words."),
        _columns(
            "card territory place who started_on repeated result changed because evidence learned_from",
            card=_("address of the card"), territory=_("KATO code of the place"),
            place=_("its name in the language of the page"), who=_("who adopted it"),
            started_on=_("when it began there"), repeated=_("yes, partly, no or too_early"),
            result=_("what they see"), changed=_("what they do otherwise"), because=_("why otherwise"),
            evidence=_("pieces of evidence attached"),
            learned_from=_("KATO code of the place whose experience was taken; empty: the pioneer's"),
        ),
    ),
    Dataset(
        "public:ways_csv", "public:ways", _("Ways of interaction"),
        _("How often each way was named, and how often its outcome was confirmed by the author."),
        _columns(
            "code name used with_result confirmed percent low high median_days", code=_("code of the way"),
            name=_("its name in the language of the page"), used=_("matters in which it was named"),
            with_result=_("of them with an outcome of which the author spoke"),
            confirmed=_("of those solved in whole or in part and confirmed"),
            percent=_("their share; empty: fewer than five"), low=_("lower end of the 95% interval (Wilson)"),
            high=_("upper end of the 95% interval (Wilson)"),
            median_days=_("days from receipt to the outcome, median; empty: fewer than five"),
        ),
    ),
    Dataset(
        "public:journal_csv", "public:journal", _("Journal of all acts"),
        _("Open entries of the append-only journal, in words."),
        _columns(
            "number at act role subject_kind subject_id subject words reason hash", act=_("name of the act"),
            role=_("role of the one who acted"), subject_kind=_("kind of thing it was done to"), subject_id=_("its number"),
            subject=_("what it is called"), words=_("the act in words"), reason=_("reason or legal ground"),
            hash=_("SHA-256 of the entry's content"),
        ),
    ),
    Dataset(
        "public:heads_csv", "public:heads", _("Signed heads of the journal"),
        _("Who keeps these can show later that nothing was changed or taken out."),
        _columns(
            "size root at key_id signature", size=_("number of entries covered"), root=_("root of the tree of hashes"),
            key_id=_("beginning of the public key"), signature=_("Ed25519 signature of size, root and time"),
        ),
    ),
    Dataset(
        "public:journal_keys_csv", "public:journal_keys", _("Public keys of the journal"),
        _("By which anybody checks heads and receipts of any time."),
        _columns(
            "key public from_size from_at until_size until_at replaced replaced_name signature_before",
            key=_("beginning of the public key"), public=_("Ed25519 public key, hexadecimal"),
            from_size=_("number of entries that its first head covers"), from_at=_("when its first head was signed"),
            until_size=_("number of entries from which on the next key signs; empty: it signs now"),
            until_at=_("when the next key took its place"), replaced=_("why it was replaced: code"),
            replaced_name=_("why it was replaced, in words"),
            signature_before=_("signature of its first head by the key before it; empty: that was gone, or there was none"),
        ),
    ),
    Dataset(
        "watch:flow_csv", "watch:home", _("Flow of matters by region"),
        _("Where matters wait and for whom."),
        _columns(
            "territory name received open overdue contested waits_author waits_receiver raised closed confirmed silent",
            territory=_("KATO code of the region; 000000000: matters of the whole country, which no region holds"),
            name=_("name of the region"), overdue=_("past their term"),
            contested=_("contested now"), waits_author=_("wait for the author"),
            waits_receiver=_("wait for a post that was offered them"), raised=_("raised for lack of a power"),
            confirmed=_("confirmed by authors"), silent=_("closed without a word of the author"),
        ),
    ),
    Dataset(
        "watch:conservation_csv", "watch:conservation", _("The hourly count"),
        _("Received = open + closed + joined, counted every hour."),
        _columns(
            "at received open closed joined unowned substituted broken_links good",
            unowned=_("open matters that nobody answers for"),
            substituted=_("open matters of a vacant post, with a substitute"), broken_links=_("links that lead nowhere"),
            good=_("1: it comes out"),
        ),
    ),
    Dataset(
        "watch:gaps_csv", "watch:gaps", _("Places and sectors without an answer of their own"),
        _("Where matters lead nowhere, only to the country's post, or to a vacant one."),
        _columns(
            "territory territory_name sector sector_name kind post substitute", territory=_("KATO code of the place"),
            territory_name=_("name of the place in the language of the page"), sector=_("code of the sector"),
            sector_name=_("name of the sector in the language of the page"),
            kind=_("nowhere: no post; country_only: only the country's post; vacant: nobody holds the post"),
            post=_("post to which matters of the place and sector go"),
            substitute=_("post that answers while it is vacant; empty: none"),
        ),
    ),
    Dataset(
        "watch:synergy_csv", "watch:synergy", _("Proposals of synergy"),
        _("Matters that may be worked on together, what the posts said, and what came of it."),
        _columns(
            "number kind state found_at decided_at matters posts replies joined days_saved"
            " tenge_not_spent_twice practice adopted",
            kind=_(
                "same_people: the same people, place and time; need_offer: need here, offer there; practice: one for several"
            ),
            state=_("proposed, accepted, declined or lapsed"), found_at=_("day of the proposal"),
            decided_at=_("day of the decision; empty: none yet"), matters=_("numbers of the matters, with spaces between"),
            posts=_("posts that were asked, with spaces between"),
            replies=_("what each of these posts said, in the same order: waiting, accepted or declined"),
            joined=_("matters that joined another of them after it was accepted"),
            days_saved=_("calendar days saved; empty: nothing can be said"),
            tenge_not_spent_twice=_("tenge; empty: no card tells a cost"),
            practice=_("card of the practice that is proposed"), adopted=_("posts that adopted it since"),
        ),
    ),
    Dataset(
        "watch:same_csv", "watch:same", _("Matters recorded as the same"),
        _("Groups of matters of which a post recorded that they are the same."),
        _columns(
            "group number state territory sector post title joined_into",
            group=_("number of the group in this file; another day it may be another"), number=_("number of the matter"),
            state=_("open, answered, contested, closed or joined"), territory=_("KATO code of the place"),
            sector=_("code of the sector"), post=_("the post that answers for it"), title=_("title, as written"),
            joined_into=_("number of the matter it joined; empty: none"),
        ),
    ),
    Dataset(
        "public:glossary_csv", "public:glossary", _("Glossary"), _("Words of the field and of every day, in three languages"),
        _columns(
            "kk ru en kind sector", kk=_("in Kazakh; synonyms after a semicolon"), ru=_("in Russian"), en=_("in English"),
            kind=_("n, adj, v, adv, num, pron, conj, post, phrase or name"), sector=_("part of the glossary"),
        ),
    ),
    Dataset(
        "public:territory_benefit_csv", "public:territory_benefit", _("What it gave people"),
        _("Every effect card with people reached, money and who confirms it; each place, body and sector has such a table."),
        _columns(
            "ref title need what_changed territory territory_name sector sector_name organisation organisation_name"
            " post post_name people_low people_high tenge tenge_each_low"
            " tenge_each_high other_word later_check evidence_adequate counted_as_met",
            title=_("title in the language of the address"), need=_("the need"), what_changed=_("what changed for people"),
            territory=_("KATO code of the place"), territory_name=_NAME, sector=_("code of the sector"), sector_name=_NAME,
            organisation=_("the organisation that is a party"), organisation_name=_NAME,
            post=_("the post that is a party"), post_name=_NAME, people_low=_("people reached, the fewest possible"),
            people_high=_("people reached, the most possible"), tenge=_("money of all years and sources, whole tenge"),
            tenge_each_low=_("tenge for each person, if the most were reached"),
            tenge_each_high=_("tenge for each person, if the fewest were reached"),
            other_word=_("newest word of the other party"), later_check=_("what the newest later check says"),
            evidence_adequate=_("pieces of evidence judged adequate"),
            counted_as_met=_("1: counted among the needs met"),
        ),
        of=(COUNTRY,),
    ),
    Dataset(
        "public:needs_csv", "public:needs", _("Needs and help"),
        _("Every sector in every region: open matters, indicators, organisations able to help; each place has such a table."),
        _columns(
            "territory territory_name sector sector_name open_matters indicators_compared indicators_worse organisations_able"
            " organisations_that_say_so people_a_year posts empty thin",
            territory=_("KATO code of the place"), territory_name=_("name of the place"), sector=_("code of the sector"),
            sector_name=_("name of the sector"), open_matters=_("open matters"),
            indicators_compared=_("indicators with values of at least five places beside each other"),
            indicators_worse=_("of them worse than the middle of the places"),
            organisations_able=_("active organisations that work in the sector and place, or say that they can help"),
            organisations_that_say_so=_("of them those that say so themselves"),
            people_a_year=_("how many people these can help in a year"), posts=_("posts whose mandate lies in the place"),
            empty=_("1: a need, and nobody to help"), thin=_("1: at least three open matters for each organisation"),
        ),
        of=(COUNTRY,),
    ),
    Dataset(
        "public:effects_csv", "public:effects", _("Effects"),
        _("Every published effect card: what it is the effect of, its two parties, what changed, the other party's word."),
        _columns(
            "ref of state matter sector territory organisation organisation_name post post_name language title_kk title_ru"
            " title_en changed people_planned tenge starts_on ends_on other_word published_on demonstration",
            of=_("matter, adoption, duty or project"), state=_("published or withdrawn"),
            matter=_("number of the matter, when it is the effect of one"), sector=_("code of the sector"),
            territory=_("KATO code of the place"), organisation=_("the organisation that is a party"),
            organisation_name=_("its name in the language of the page"), post=_("the post that is a party"),
            post_name=_("its name in the language of the page"), language=_("language it is written in"),
            title_kk=_("title in Kazakh"), title_ru=_("title in Russian"), title_en=_("title in English"),
            changed=_("what changed for people, in the language of the page or the next one that is there"),
            people_planned=_("how many people it is meant for"), tenge=_("money of all years, tenge"),
            starts_on=_("first day of the work"), ends_on=_("last day of the work"),
            other_word=_("newest word of the party that did not write the card; empty: has not spoken"),
            published_on=_("day of publication"),
        ),
    ),
    Dataset(
        "public:formal_closing_csv", "public:formal_closing", _("Formal closings"),
        _("What was closed as done without an effect named, checked or agreed with, by place, body, kind or quarter."),
        _columns(
            "since until what key name contradicted no_effect never_checked formal holds counted percent low high too_early",
            since=_("first day of closing"), until=_("last day of closing"), what=_("matters or duties"),
            key=_("KATO code, address of the body, code of the kind, or quarter"), name=_("its name in the language of the page"),
            contradicted=_("the other side or a later check says otherwise"), no_effect=_("no effect card thirty days after"),
            never_checked=_("nobody answered the first later check"), formal=_("the three together"),
            holds=_("named and checked"), counted=_("formal and named and checked"), percent=_("formal of counted, in per cent"),
            low=_("lower end of the interval, 95 per cent confidence"), high=_("upper end of the interval"),
            too_early=_("nothing can be said yet; not counted"),
        ),
    ),
    Dataset(
        "watch:vacancies_csv", "watch:vacancies", _("Vacant posts"), _("Since when, and who answers instead."),
        _columns(
            "post post_name body body_name territory since substitute", post=_("the vacant post, as in its address"),
            post_name=_("name of the post in the language of the page"), body=_("its body, as in its address"),
            body_name=_("name of its body in the language of the page"),
            territory=_("KATO code of the place"), since=_("first day without a holder; empty: no holder was ever recorded"),
            substitute=_("post that answers while it is vacant; empty: none"),
        ),
    ),
)  # fmt: skip
