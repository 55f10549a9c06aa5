"""Words of effects: states, kinds, rules of adding up, and the sentences of every act."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.notices.texts import NoticeWords

# ---- The card ------------------------------------------------------------------------------------------------------


class EffectState(TextChoices):
    DRAFT = "draft", pgettext_lazy("effect", "draft")
    PUBLISHED = "published", pgettext_lazy("effect", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("effect", "withdrawn")


PUBLIC = (EffectState.PUBLISHED, EffectState.WITHDRAWN)


class EffectOf(TextChoices):
    """What the card tells the effect of."""

    MATTER = "matter", pgettext_lazy("effect of", "a matter")
    ADOPTION = "adoption", pgettext_lazy("effect of", "an adopted practice")
    DUTY = "duty", pgettext_lazy("effect of", "a duty")
    PROJECT = "project", pgettext_lazy("effect of", "a project")


class ChainLevel(IntegerChoices):
    """Steps of the result chain, in the order in which they follow from each other."""

    INPUT = 1, pgettext_lazy("chain", "input")
    ACTIVITY = 2, pgettext_lazy("chain", "activity")
    OUTPUT = 3, pgettext_lazy("chain", "output")
    OUTCOME = 4, pgettext_lazy("chain", "outcome")
    IMPACT = 5, pgettext_lazy("chain", "impact")


class Tested(TextChoices):
    """What became of an assumption of the chain."""

    OPEN = "open", pgettext_lazy("assumption", "not tested yet")
    HOLDS = "holds", pgettext_lazy("assumption", "holds")
    PARTLY = "partly", pgettext_lazy("assumption", "holds in part")
    FAILS = "fails", pgettext_lazy("assumption", "does not hold")


class Party(TextChoices):
    """Who speaks: the state body, the organisation, the people concerned."""

    POST = "post", pgettext_lazy("party", "state body")
    ORGANISATION = "organisation", pgettext_lazy("party", "organisation")
    PEOPLE = "people", pgettext_lazy("party", "people concerned")


class Agreed(TextChoices):
    CONFIRMED = "confirmed", pgettext_lazy("effect", "confirmed")
    PARTLY = "partly", pgettext_lazy("effect", "confirmed in part")
    CONTESTED = "contested", pgettext_lazy("effect", "contested")


# ---- Indicators and measurements -----------------------------------------------------------------------------------


class Library(TextChoices):
    """Where an indicator or a goal comes from."""

    SDG = "sdg", _("Sustainable Development Goals")
    NATIONAL = "national", _("national indicators of sustainable development")
    PLAN = "plan", _("plan of a state body")
    OWN = "own", _("common and own indicators")


class Kind(TextChoices):
    PEOPLE = "people", pgettext_lazy("indicator", "count of people")
    SUM = "sum", pgettext_lazy("indicator", "sum")
    SHARE = "share", pgettext_lazy("indicator", "share")
    MEAN = "mean", pgettext_lazy("indicator", "mean")
    YES_NO = "yes_no", pgettext_lazy("indicator", "yes or no")


class Better(TextChoices):
    MORE = "more", _("more is better")
    LESS = "less", _("less is better")


class Counted(TextChoices):
    """What a value of a period holds."""

    PER_PERIOD = "per_period", _("what was added in the period")
    CUMULATIVE = "cumulative", _("everything since the beginning")
    STATE = "state", _("the state on the last day of the period")


class OverTime(TextChoices):
    """How values of several periods become one."""

    SUM = "sum", pgettext_lazy("over time", "added up")
    LAST = "last", pgettext_lazy("over time", "the last one stands")
    HIGHEST = "highest", pgettext_lazy("over time", "the highest one stands")
    POOLED = "pooled", pgettext_lazy("over time", "parts and wholes are added up, then divided")
    NEVER = "never", pgettext_lazy("over time", "not added up over time")


class OverPlaces(TextChoices):
    """How values of several places become one."""

    SUM = "sum", pgettext_lazy("over places", "added up")
    POOLED = "pooled", pgettext_lazy("over places", "parts and wholes are added up, then divided")
    COUNT_YES = "count_yes", pgettext_lazy("over places", "how many say yes, of how many")
    NEVER = "never", pgettext_lazy("over places", "not added up over places")


class Dimension(TextChoices):
    SEX = "sex", _("sex")
    AGE = "age", _("age")
    DISABILITY = "disability", _("disability")
    SETTLEMENT = "settlement", _("town or village")


class Group(TextChoices):
    """The groups of all dimensions; those of one dimension do not overlap."""

    WOMEN = "women", pgettext_lazy("group of people", "women")
    MEN = "men", pgettext_lazy("group of people", "men")
    CHILDREN = "0-13", pgettext_lazy("group of people", "to 13 years")
    YOUTH = "14-34", pgettext_lazy("group of people", "14 to 34 years")
    ADULTS = "35-62", pgettext_lazy("group of people", "35 to 62 years")
    ELDERLY = "63-", pgettext_lazy("group of people", "63 years and older")
    DISABLED = "disabled", pgettext_lazy("group of people", "with a disability")
    NOT_DISABLED = "not_disabled", pgettext_lazy("group of people", "without a disability")
    TOWN = "town", pgettext_lazy("group of people", "in towns")
    VILLAGE = "village", pgettext_lazy("group of people", "in villages")


GROUPS = {
    Dimension.SEX: (Group.WOMEN, Group.MEN),
    Dimension.AGE: (Group.CHILDREN, Group.YOUTH, Group.ADULTS, Group.ELDERLY),
    Dimension.DISABILITY: (Group.DISABLED, Group.NOT_DISABLED),
    Dimension.SETTLEMENT: (Group.TOWN, Group.VILLAGE),
}


class MeasurementState(TextChoices):
    DRAFT = "draft", pgettext_lazy("measurement", "draft")
    SUBMITTED = "submitted", pgettext_lazy("measurement", "submitted")
    RETURNED = "returned", pgettext_lazy("measurement", "returned")
    ACCEPTED = "accepted", pgettext_lazy("measurement", "accepted")
    FROZEN = "frozen", pgettext_lazy("measurement", "frozen")


COUNTING = (MeasurementState.ACCEPTED, MeasurementState.FROZEN)
"""Only these enter a total."""


class LeftOut(TextChoices):
    """Why a value does not enter a total."""

    DRAFT = "draft", _("it is a draft")
    SUBMITTED = "submitted", _("the other party has not accepted it yet")
    RETURNED = "returned", _("the other party returned it")
    EMPTY = "empty", _("nothing was measured")
    LATER_STANDS = "later_stands", _("a later value of the same place stands")
    HIGHER_STANDS = "higher_stands", _("a higher value of the same place stands")
    HELD = "held", _("a longer period holds it")
    PLACE_HELD = "place_held", _("a larger place holds it")
    CROSSES = "crosses", _("its period crosses another one")
    NO_WHOLE = "no_whole", _("it does not say of how many")


class NoTotal(TextChoices):
    """Why there is no total."""

    NOTHING = "nothing", _("No value has been accepted yet.")
    NOT_OVER_TIME = "not_over_time", _("Values of several periods are not added up.")
    NOT_OVER_PLACES = "not_over_places", _("Values of several places are not added up.")
    NO_WHOLE = "no_whole", _("No value says of how many, so they cannot be put together.")
    NOT_MEASURED = "not_measured", _("Nobody has said yet how this indicator is measured.")


class PieceKind(TextChoices):
    FILE = "file", pgettext_lazy("evidence", "file")
    PHOTO = "photo", pgettext_lazy("evidence", "photo")
    LINK = "link", pgettext_lazy("evidence", "page on the web")
    NUMBER = "number", pgettext_lazy("evidence", "number of a document")
    SURVEY = "survey", pgettext_lazy("evidence", "survey")


class Adequacy(TextChoices):
    """The other party's judgement of a piece of evidence."""

    WAITING = "waiting", pgettext_lazy("evidence", "not judged yet")
    ADEQUATE = "adequate", pgettext_lazy("evidence", "adequate")
    WEAK = "weak", pgettext_lazy("evidence", "weak")
    NOT = "not", pgettext_lazy("evidence", "does not show it")


class ComparedWith(TextChoices):
    BEFORE = "before", _("before and after")
    TARGET = "target", _("against the target")
    PLACES = "places", _("similar places that did not take part")


# ---- Later checks --------------------------------------------------------------------------------------------------


class Holds(TextChoices):
    """What a side says later: does the effect hold?"""

    YES = "yes", pgettext_lazy("later check", "it holds")
    PARTLY = "partly", pgettext_lazy("later check", "it holds in part")
    NO = "no", pgettext_lazy("later check", "it does not hold")
    UNKNOWN = "unknown", pgettext_lazy("later check", "cannot be said")


class CheckState(TextChoices):
    DUE = "due", pgettext_lazy("later check", "waits for an answer")
    ANSWERED = "answered", pgettext_lazy("later check", "answered")
    UNANSWERED = "unanswered", pgettext_lazy("later check", "no answer came")
    LAPSED = "lapsed", pgettext_lazy("later check", "fell away")


class Standing(TextChoices):
    """What the answers of all sides to one check say together."""

    WAITING = "waiting", pgettext_lazy("later check together", "waits for an answer")
    HOLDS = "holds", pgettext_lazy("later check together", "it holds")
    PARTLY = "partly", pgettext_lazy("later check together", "it holds in part")
    FAILS = "fails", pgettext_lazy("later check together", "it does not hold")
    DIFFER = "differ", pgettext_lazy("later check together", "the sides say different things")
    SILENT = "silent", pgettext_lazy("later check together", "nobody could say")


class Verdict(TextChoices):
    """What is known of the effect of something that was closed as done."""

    CONTRADICTED = "contradicted", pgettext_lazy("closing", "contradicted")
    NO_EFFECT = "no_effect", pgettext_lazy("closing", "no effect named")
    NEVER_CHECKED = "never_checked", pgettext_lazy("closing", "effect never checked")
    HOLDS = "holds", pgettext_lazy("closing", "effect named and checked")
    TOO_EARLY = "too_early", pgettext_lazy("closing", "too early to say")


# ---- Surveys -------------------------------------------------------------------------------------------------------


class SurveyState(TextChoices):
    DRAFT = "draft", pgettext_lazy("survey", "draft")
    OPEN = "open", pgettext_lazy("survey", "open")
    CLOSED = "closed", pgettext_lazy("survey", "closed")


class Entrance(TextChoices):
    """Who may answer a survey."""

    CODES = "codes", _("whoever has a one-time code")
    OPEN = "open", _("whoever has the address")


class QuestionKind(TextChoices):
    YES_NO = "yes_no", pgettext_lazy("question", "yes or no")
    SCALE = "scale", pgettext_lazy("question", "scale of five")
    CHOICE = "choice", pgettext_lazy("question", "one of several answers")
    WORDS = "words", pgettext_lazy("question", "in own words")


class WordsState(TextChoices):
    """Free text is read by somebody before others see it."""

    WAITING = "waiting", pgettext_lazy("free text", "not read yet")
    SHOWN = "shown", pgettext_lazy("free text", "shown")
    HIDDEN = "hidden", pgettext_lazy("free text", "hidden")


class HiddenBecause(TextChoices):
    """Why free text is not shown; how often each was used is public."""

    PERSONAL = "personal", pgettext_lazy("free text", "it tells who somebody is")
    INSULT = "insult", pgettext_lazy("free text", "it insults somebody")
    OTHER = "other", pgettext_lazy("free text", "it is about something else")


# ---- Evaluation ----------------------------------------------------------------------------------------------------


class Criterion(TextChoices):
    """The five official criteria of evaluation of social projects; each scored from 1 to 5 by each expert."""

    RELEVANCE = "relevance", _("relevance")
    PLAN = "plan", _("plan fulfilled")
    RESULT = "result", pgettext_lazy("criterion", "result")
    CONTINUATION = "continuation", _("likelihood of continuation")
    SOCIAL_EFFECT = "social_effect", _("likelihood of a long-term positive social effect")


SENTENCES: dict[str, object] = {
    # Libraries, indicators and measurements.
    "effects.import_indicators": _("%(actor)s took %(subject)s over from %(source)s"),
    "effects.import_readings": _("%(actor)s took over a reading of indicator %(subject)s from %(source)s"),
    "effects.add_indicator": _("%(actor)s made indicator %(subject)s"),
    "effects.edit_indicator": _("%(actor)s edited indicator %(subject)s"),
    "effects.end_indicator": _("%(actor)s ended indicator %(subject)s"),
    "effects.add_goal": _("%(actor)s named an item of the plan: %(subject)s"),
    "effects.end_goal": _("%(actor)s ended an item of the plan: %(subject)s"),
    "effects.choose_measure": _("%(actor)s chose what effect card %(card)s is measured by: %(indicator)s"),
    "effects.edit_measure": _("%(actor)s edited what effect card %(card)s is measured by: %(indicator)s"),
    "effects.remove_measure": _("%(actor)s took an indicator off effect card %(card)s: %(indicator)s"),
    "effects.compare": _("%(actor)s added a comparison to effect card %(card)s: %(with)s"),
    "effects.remove_comparison": _("%(actor)s removed a comparison from effect card %(card)s"),
    "effects.measure": _("%(actor)s measured for effect card %(card)s: %(indicator)s"),
    "effects.edit_measurement": _("%(actor)s edited a measurement of effect card %(card)s: %(indicator)s"),
    "effects.discard_measurement": _("%(actor)s discarded a measurement of effect card %(card)s: %(indicator)s"),
    "effects.submit_measurement": _("%(actor)s submitted a measurement of effect card %(card)s: %(indicator)s"),
    "effects.accept_measurement": _("%(actor)s accepted a measurement of effect card %(card)s: %(indicator)s"),
    "effects.return_measurement": _("%(actor)s returned a measurement of effect card %(card)s: %(indicator)s"),
    "effects.freeze_measurements": _("Measurements of effect card %(card)s were frozen: %(count)s"),
    "effects.reopen_measurement": _("%(actor)s opened a measurement of effect card %(card)s again: %(indicator)s"),
    "effects.draft": _("%(actor)s began effect card %(subject)s"),
    "effects.write": _("%(actor)s edited effect card %(subject)s"),
    "effects.write_chain": _("%(actor)s edited the result chain of effect card %(subject)s"),
    "effects.test_assumption": _("%(actor)s tested an assumption of effect card %(subject)s: %(answer)s"),
    "effects.count_money": _("%(actor)s counted the money of effect card %(subject)s: %(tenge)s tenge"),
    "effects.name_gain": _("%(actor)s said in effect card %(subject)s what the state body gained"),
    "effects.discard": _("%(actor)s discarded the draft of effect card %(subject)s"),
    "effects.publish": _("%(actor)s published effect card %(subject)s"),
    "effects.withdraw": _("%(actor)s withdrew effect card %(subject)s"),
    "effects.confirm": _("%(actor)s on the effect %(subject)s: %(answer)s"),
    "effects.give_piece": _("%(actor)s attached evidence to effect card %(subject)s"),
    "effects.take_back_piece": _("%(actor)s took back evidence of effect card %(subject)s"),
    "effects.judge_piece": _("%(actor)s judged evidence of effect card %(subject)s: %(answer)s"),
    "effects.expire_pieces": _("Evidence %(subject)s of effect cards has expired"),
    "effects.evaluate": _("%(actor)s filled in an evaluation of effect card %(subject)s"),
    "effects.approve_evaluation": _("%(actor)s approved an evaluation of effect card %(subject)s"),
    # Later checks and the figure of formal closings.
    "effects.ask_checks": _("Köpir asked the sides of %(subject)s whether the effect holds after %(days)s days"),
    "effects.answer_check": _("%(actor)s on %(subject)s after %(days)s days: %(answer)s"),
    "effects.pass_checks": _("Not every side of %(subject)s answered the later check of %(days)s days in time"),
    "effects.drop_checks": _("The later check of %(subject)s fell away: the matter was opened again"),
    "effects.edit_check_terms": _("%(actor)s edited the terms of later checks: %(subject)s days"),
    "effects.reply_to_figure": _("%(actor)s replied to the figure of formal closings, %(subject)s"),
    # What organisations can help with.
    "effects.say_help": _("%(actor)s said where it can help: %(sector)s, %(place)s"),
    "effects.end_help": _("%(actor)s ended its offer of help: %(sector)s, %(place)s"),
    # Surveys.
    "effects.make_survey": _("%(actor)s began survey %(subject)s of effect card %(card)s"),
    "effects.write_survey": _("%(actor)s edited survey %(subject)s"),
    "effects.discard_survey": _("%(actor)s discarded survey %(subject)s"),
    "effects.open_survey": _("%(actor)s opened survey %(subject)s"),
    "effects.make_codes": _("%(actor)s printed one-time codes for survey %(subject)s: %(count)s"),
    "effects.close_survey": _("Survey %(subject)s was closed with %(count)s answers"),
    "effects.answer_survey": _("Somebody answered survey %(subject)s"),
    "effects.read_words": _("%(actor)s read free text of survey %(survey)s: %(answer)s"),
}

NOTICES: dict[str, NoticeWords] = {
    "effects.measurement_submitted": NoticeWords(
        _("A measurement waits for you: %(ref)s"),
        _("%(from)s measured for effect card %(ref)s “%(title)s”: %(indicator)s, %(value)s. Accept or return it."),
    ),
    "effects.measurement_returned": NoticeWords(
        _("A measurement was returned: %(ref)s"),
        _("%(from)s returned a measurement of effect card %(ref)s “%(title)s”: %(indicator)s. %(why)s"),
    ),
    "effects.measurement_accepted": NoticeWords(
        _("A measurement was accepted: %(ref)s"),
        _("%(from)s accepted a measurement of effect card %(ref)s “%(title)s”: %(indicator)s."),
    ),
    "effects.published": NoticeWords(
        _("You are named in an effect card: %(ref)s"),
        _(
            "%(from)s published effect card %(ref)s “%(title)s”. You are its other party: judge its evidence, and say whether"
            " the effect is so."
        ),
    ),
    "effects.confirmed": NoticeWords(
        _("A word on your effect card: %(ref)s"),
        _("%(from)s on effect card %(ref)s “%(title)s”: %(answer)s. %(words)s"),
    ),
    "effects.tested": NoticeWords(
        _("An assumption was tested: %(ref)s"),
        _("On effect card %(ref)s “%(title)s” the assumption “%(assumption)s” was tested: %(answer)s."),
    ),
    "effects.piece_given": NoticeWords(
        _("Evidence to judge: %(ref)s"),
        _("%(from)s attached evidence to effect card %(ref)s “%(title)s”: %(words)s. Say whether it shows it."),
    ),
    "effects.piece_judged": NoticeWords(
        _("Your evidence was judged: %(ref)s"),
        _("Evidence “%(words)s” of effect card %(ref)s “%(title)s” was judged: %(answer)s. %(judgement)s"),
    ),
    "effects.evaluated": NoticeWords(
        _("An evaluation was approved: %(ref)s"),
        _("%(from)s approved the evaluation of effect card %(ref)s “%(title)s” by %(council)s."),
    ),
    "effects.piece_expired": NoticeWords(
        _("Evidence has run out: %(ref)s"),
        _("Evidence “%(words)s” of effect card %(ref)s “%(title)s” has run out. Attach newer evidence."),
    ),
    "effects.check_asked": NoticeWords(
        _("Does it still hold? %(ref)s"),
        _(
            "%(days)s days have passed since %(ref)s “%(title)s” was closed. Does what was achieved still hold for people?"
            " One tap is enough."
        ),
    ),
    "effects.answers_differ": NoticeWords(
        _("The sides say different things: %(ref)s"),
        _(
            "%(days)s days after the closing of %(ref)s “%(title)s” one side says: %(answer)s; another says something else."
            " The page shows how to settle it."
        ),
    ),
    "effects.people_asked": NoticeWords(
        _("Ask the people again: %(ref)s"),
        _("A survey of one question is ready for effect card %(ref)s “%(title)s”. Hand out its sheet or its codes."),
    ),
    "effects.survey_closed": NoticeWords(
        _("A survey is closed: %(ref)s"),
        _("Survey “%(title)s” of effect card %(ref)s is closed. Answers: %(count)s. Its results are public now."),
    ),
}
