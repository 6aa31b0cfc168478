"""The web door as the application server of the README and the guide runs it: whole requests, a few threads."""

import os
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zegel.config.settings")

from zegel.config.front import Application, Front
from zegel.config.wsgi import application as pages

THREADS = 4

application = Front(
    cast("Application", WSGIMiddleware(cast("Any", pages), workers=THREADS)),
    settings.ENVIRONMENT.proxy_addresses,
)
