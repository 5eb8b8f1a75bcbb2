"""The door for a web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from kernel.web.checks import refuse_unfit  # noqa: E402 - the apps stand only now

refuse_unfit()
