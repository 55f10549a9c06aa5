"""All acts on a matter in the order in which a page offers them."""

from kopir.web.public.matter.table.closing import closing
from kopir.web.public.matter.table.moving import moving
from kopir.web.public.matter.table.rest import rest
from kopir.web.public.matter.table.together import together

ACTIONS = {one.name: one for one in [*closing(), *moving(), *together(), *rest()]}
