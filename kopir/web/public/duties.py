"""What an authorised official must do for whoever comes, in plain words: a working list, until the text of the regulation is
entered as data with its source."""

from django.utils.translation import gettext_lazy as _

DUTIES = (
    _("Receives proposals and questions of organisations, or leads them to the one who answers."),
    _("Answers in time, says what came of the matter, and shows the evidence."),
    _("Publishes the name of the post, its contacts and its reception hours, and receives at those hours."),
    _("Holds regular meetings of the body with organisations and includes them in working groups."),
    _("Tells about competitions, grants and the state social order, and helps to take part."),
    _("Keeps an up-to-date picture of the organisations of the field or territory."),
)
DUTIES_SOURCE = _("Working list after the published summaries of the recommendations of 2018; the text in force replaces it.")
