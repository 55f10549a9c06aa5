"""Addresses of practices and of ways of interaction; they stand among the public pages."""

from django.urls import path, register_converter

from kopir.web.practices.views import (
    acting,
    blocks,
    cards,
    files,
    importing,
    pictures,
    reading,
    solving,
    ways,
    writing,
)


class Ref:
    """`P-0042`."""

    regex = r"P-\d{4,}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(Ref, "card")

urlpatterns = [
    path("practices/", cards.cards, name="practices"),
    path("practices.csv", cards.cards_csv, name="practices_csv"),
    path("practices/adoptions.csv", files.all_adoptions_csv, name="all_adoptions_csv"),
    path("practices/evidence/", cards.levels, name="evidence_levels"),
    path("practices/new/", writing.new, name="new_practice"),
    path("practices/from/<str:number>/", writing.born, name="practice_from"),
    path("practices/adopted/<str:number>/", solving.adopted, name="matter_adoption"),
    path("practices/files/<int:pk>/", files.evidence, name="practice_file"),
    path("practices/reading/", reading.sectors, name="reading_lists"),
    path("practices/reading/<slug:code>/", reading.sector, name="reading_list"),
    path("practices/blocks/new/", blocks.new, name="new_block"),
    path("practices/blocks/<int:pk>/", blocks.block, name="practice_block"),
    path("practices/blocks/<int:pk>/edit/", blocks.edit, name="edit_block"),
    path("practices/import/", importing.upload, name="import_practices"),
    path("practices/import/<int:pk>/", importing.one, name="practice_import"),
    path("practices/import/<int:pk>/look/", importing.look, name="look_import"),
    path("practices/import/<int:pk>/begin/", importing.begin, name="begin_import"),
    path("practices/import/<int:pk>/keep/", importing.keep, name="keep_import"),
    path("practices/import/<int:pk>/forget/", importing.forget, name="forget_import"),
    path("practices/import/<int:pk>/rejected.csv", importing.rejected, name="rejected_practices"),
    path("practices/<card:ref>/", cards.card, name="practice"),
    path("practices/<card:ref>/cover.svg", pictures.cover, name="practice_cover"),
    path("practices/<card:ref>/tree.svg", pictures.tree, name="practice_tree"),
    path("practices/<card:ref>/card.pdf", files.pdf, name="practice_pdf"),
    path("practices/<card:ref>/card.docx", files.docx, name="practice_docx"),
    path("practices/<card:ref>/adoptions.csv", files.adoptions_csv, name="adoptions_csv"),
    path("practices/<card:ref>/read/", reading.mark, name="mark_practice_read"),
    path("practices/<card:ref>/text/<slug:language>/", writing.text, name="practice_text"),
    path("practices/<card:ref>/text/<slug:language>/save/", writing.autosave, name="practice_autosave"),
    path("practices/<card:ref>/about/", writing.about, name="practice_about"),
    path("practices/<card:ref>/parts/", writing.parts, name="practice_parts"),
    path("practices/<card:ref>/parts/<int:pk>/remove/", writing.remove_part, name="remove_part"),
    path("practices/<card:ref>/grounds/", writing.grounds, name="practice_grounds"),
    path("practices/<card:ref>/grounds/<int:pk>/remove/", writing.remove_ground, name="remove_ground"),
    path("practices/<card:ref>/blocks/", writing.blocks, name="practice_blocks"),
    path("practices/<card:ref>/proofs/<int:pk>/remove/", writing.remove_proof, name="remove_proof"),
    path("practices/<card:ref>/<slug:name>/", acting.act, name="practice_act"),
    path("practices/<card:ref>/<slug:name>/<int:pk>/", acting.act, name="practice_act_on"),
    path("ways/", ways.ways, name="ways"),
    path("ways.csv", ways.ways_csv, name="ways_csv"),
    path("ways/of/<str:number>/", ways.of_matter, name="matter_ways"),
    path("ways/of/<str:number>/not-fitting/<slug:code>/", solving.not_fitting, name="unfit_way"),
    path("ways/<slug:code>/", ways.way, name="way"),
    path("ways/<slug:code>/<slug:language>.docx", ways.template, name="way_template"),
]
