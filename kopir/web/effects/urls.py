"""Addresses of effects; they stand among the public pages."""

from django.urls import URLPattern, path, register_converter

from kopir.web.effects.views import (
    acting,
    answering,
    benefit,
    cards,
    chain,
    checks,
    evaluating,
    files,
    formal,
    indicators,
    measurements,
    measures,
    needs,
    ngo,
    surveys,
    writing,
)


class Ref:
    """`E-0042`."""

    regex = r"E-\d{4,}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(Ref, "effect")


def of(kind: str, start: str) -> list[URLPattern]:
    """Pages of what the effects of a place, a body or a sphere come to."""
    whose = {"kind": kind}
    return [
        path(f"{start}<slug:key>/benefit/", benefit.page, whose, name=f"{kind}_benefit"),
        path(f"{start}<slug:key>/benefit.csv", benefit.table, whose, name=f"{kind}_benefit_csv"),
        path(f"{start}<slug:key>/benefit/aims.csv", benefit.aims, whose, name=f"{kind}_benefit_aims_csv"),
        path(f"{start}<slug:key>/benefit/sheets/", benefit.sheets, whose, name=f"{kind}_benefit_sheets"),
        path(f"{start}<slug:key>/benefit/<slug:tongue>.pdf", benefit.paper, whose, name=f"{kind}_benefit_paper"),
    ]


urlpatterns: list[URLPattern] = [
    *of("territory", "territories/"),
    *of("organisation", "organisations/"),
    *of("sector", "sectors/"),
    path("organisations/<slug:ref>/effect/", ngo.effect, name="organisation_effect"),
    path("organisations/<slug:ref>/effect/frame/", ngo.frame, name="organisation_effect_frame"),
    path("organisations/<slug:ref>/effect.csv", ngo.effect_csv, name="organisation_effect_csv"),
    path("organisations/<slug:ref>/funding.csv", ngo.funding_csv, name="organisation_funding_csv"),
    path("effects/", cards.effects, name="effects"),
    path("effects.csv", cards.effects_csv, name="effects_csv"),
    path("effects/new/", writing.new, name="new_effect"),
    path("effects/of/matter/<str:number>/", writing.of_matter, name="effect_of_matter"),
    path("effects/of/adoption/<int:pk>/", writing.of_adoption, name="effect_of_adoption"),
    path("effects/of/duty/<int:pk>/", writing.of_duty, name="effect_of_duty"),
    path("effects/evidence/<int:pk>/", files.piece, name="effect_piece"),
    path("effects/evaluations/", evaluating.years, name="evaluations"),
    path("effects/evaluations/<slug:ref>/<int:year>/", evaluating.year, name="evaluations_year"),
    path("effects/evaluations/<slug:ref>/<int:year>.csv", evaluating.year_csv, name="evaluations_csv"),
    path("effects/evaluations/<slug:ref>/<int:year>.<slug:form>", evaluating.year_file, name="evaluations_file"),
    path("effects/<effect:ref>/", cards.effect, name="effect"),
    path("effects/<effect:ref>/chain.svg", chain.picture, name="effect_chain_picture"),
    path("effects/<effect:ref>/write/<slug:name>/<slug:language>/", writing.write, name="effect_write"),
    path("effects/<effect:ref>/write/<slug:name>/<slug:language>/save/", writing.autosave, name="effect_autosave"),
    path("effects/<effect:ref>/sides/", writing.sides, name="effect_sides"),
    path("effects/<effect:ref>/chain/", chain.chain, name="effect_chain"),
    path("effects/<effect:ref>/chain/<int:pk>/", chain.chain, name="effect_chain_step"),
    path("effects/<effect:ref>/chain/<int:pk>/remove/", chain.remove_step, name="remove_chain_step"),
    path("effects/<effect:ref>/money/", chain.money, name="effect_money"),
    path("effects/<effect:ref>/money/<int:pk>/remove/", chain.remove_money, name="remove_money"),
    path("effects/<effect:ref>/gains/", chain.gains, name="effect_gains"),
    path("effects/<effect:ref>/gains/<int:pk>/remove/", chain.remove_gain, name="remove_gain"),
    path("effects/<effect:ref>/practice/", writing.practice, name="practice_of_effect"),
    path("effects/<effect:ref>/act/<slug:name>/", acting.act, name="effect_act"),
    path("effects/<effect:ref>/act/<slug:name>/<int:pk>/", acting.act, name="effect_act_on"),
    path("effects/<effect:ref>/evaluations/new/", evaluating.begin, name="new_evaluation"),
    path("effects/<effect:ref>/evaluations/<int:pk>/", evaluating.evaluation, name="evaluation"),
    path("effects/<effect:ref>/evaluations/<int:pk>/remark/", evaluating.remark, name="add_remark"),
    path("effects/<effect:ref>/evaluations/<int:pk>/approve/", evaluating.approve, name="approve_evaluation"),
    path("effects/<effect:ref>/evaluations/<int:pk>.<slug:form>", evaluating.sheet_file, name="evaluation_file"),
    path("effects/<effect:ref>/remarks/<int:pk>/remove/", evaluating.remove_remark, name="remove_remark"),
    path("effects/<effect:ref>/measures/", measures.measures, name="effect_measures"),
    path("effects/<effect:ref>/measures/choose/<int:pk>/", measures.choose, name="choose_measure"),
    path("effects/<effect:ref>/measures/<int:pk>/", measures.measure, name="effect_measure"),
    path("effects/<effect:ref>/measures/<int:pk>/edit/", measures.edit, name="edit_measure"),
    path("effects/<effect:ref>/measures/<int:pk>/remove/", measures.remove, name="remove_measure"),
    path("effects/<effect:ref>/measures/<int:pk>/new/", measurements.new, name="new_measurement"),
    path("effects/<effect:ref>/measurements.csv", measures.measurements_csv, name="measurements_csv"),
    path("effects/<effect:ref>/measurements/sheet/", measures.sheet, name="measurement_sheet"),
    path("effects/<effect:ref>/measurements/sheet.<slug:form>", measures.template, name="measurement_template"),
    path("effects/<effect:ref>/measurements/sheet/aside/<str:name>", measures.sheet_aside, name="measurements_aside"),
    path("effects/<effect:ref>/measurements/<int:pk>/", measurements.measurement, name="measurement"),
    path("effects/<effect:ref>/measurements/<int:pk>/edit/", measurements.edit, name="edit_measurement"),
    path("effects/<effect:ref>/measurements/<int:pk>/act/<slug:name>/", measurements.act, name="measurement_act"),
    path("effects/<effect:ref>/compare/", measures.compare, name="compare"),
    path("effects/<effect:ref>/compare/<int:pk>/remove/", measures.remove_comparison, name="remove_comparison"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators.csv", indicators.indicators_csv, name="indicators_csv"),
    path("indicators/new/", indicators.new, name="new_indicator"),
    path("indicators/plan/items/", indicators.new_goal, name="new_goal"),
    path("indicators/plan/items/<int:pk>/end/", indicators.end_goal, name="end_goal"),
    path("indicators/<slug:library>/<str:code>/", indicators.indicator, name="indicator"),
    path("indicators/<slug:library>/<str:code>/readings.csv", indicators.readings_csv, name="readings_csv"),
    path("indicators/<slug:library>/<str:code>/edit/", indicators.edit, name="edit_indicator"),
    path("indicators/<slug:library>/<str:code>/end/", indicators.end, name="end_indicator"),
    path("checks/<int:pk>/", checks.check, name="check"),
    path("checks/<int:pk>/photo/", checks.photo, name="check_photo"),
    path("s/<slug:ref>/", answering.answer, name="survey_answer"),
    path("s/<slug:ref>/thanks/", answering.thanks, name="survey_thanks"),
    path("s/<slug:ref>/<slug:code>/", answering.answer, name="survey_answer_with"),
    path("surveys/new/<effect:ref>/", surveys.new, name="new_survey"),
    path("surveys/<slug:ref>/", surveys.survey, name="survey"),
    path("surveys/<slug:ref>.csv", surveys.results_csv, name="survey_csv"),
    path("surveys/<slug:ref>/about/", surveys.about, name="survey_about"),
    path("surveys/<slug:ref>/questions/new/", surveys.question, name="new_question"),
    path("surveys/<slug:ref>/questions/<int:order>/", surveys.question, name="edit_question"),
    path("surveys/<slug:ref>/questions/<int:order>/remove/", surveys.remove_question, name="remove_question"),
    path("surveys/<slug:ref>/sheet-<slug:tongue>.pdf", surveys.sheet_pdf, name="survey_sheet"),
    path("surveys/<slug:ref>/codes/", surveys.codes, name="survey_codes"),
    path("surveys/<slug:ref>/words/", surveys.words, name="survey_words"),
    path("surveys/<slug:ref>/act/<slug:name>/", surveys.act, name="survey_act"),
    path("figures/formal-closing/", formal.closing, name="formal_closing"),
    path("figures/formal-closing.csv", formal.closing_csv, name="formal_closing_csv"),
    path("figures/formal-closing/closings/", formal.closings, name="formal_closings"),
    path("figures/formal-closing/closings.csv", formal.closings_csv, name="formal_closings_csv"),
    path("figures/formal-closing/reply/", formal.reply, name="formal_reply"),
    path("territories/<slug:code>/needs/", needs.needs, name="needs"),
    path("territories/<slug:code>/needs.csv", needs.needs_csv, name="needs_csv"),
    path("territories/<slug:code>/needs/load.csv", needs.load_csv, name="needs_load_csv"),
]

__all__ = ["path", "urlpatterns"]
