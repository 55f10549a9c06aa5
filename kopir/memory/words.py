"""Words of the use of memory: the sentences of its acts."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "memory.note_opening": _("%(actor)s opened %(seen)s for %(subject)s"),
    "memory.name_adoption": _("%(actor)s said that adopting practice card %(card)s solved %(matter)s"),
    "memory.dismiss_way": _("%(actor)s said that this way of interaction does not fit %(matter)s: %(way)s"),
    "memory.compare": _("Köpir compared new matters with those solved before: %(count)s"),
}
