"""The web server's door."""

import os

from django.core.wsgi import get_wsgi_application

from kopir.web.bodies import WholeBodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kopir.settings")
application = WholeBodies(get_wsgi_application())
