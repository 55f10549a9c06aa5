"""Sentences of the journal about itself."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {"journal.new_key": _("The key that signs the journal was replaced by %(subject)s: %(why)s")}
