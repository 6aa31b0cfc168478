"""The web door as the application server of the README and the guide runs it: whole requests, a few threads."""

import os
from typing import TYPE_CHECKING, cast

from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zegel.config.settings")

from zegel.config.front import Front
from zegel.config.threads import Threads
from zegel.config.wsgi import application as pages

if TYPE_CHECKING:
    from a2wsgi.wsgi_typing import WSGIApp

THREADS = 4

application = Front(Threads(cast("WSGIApp", pages), threads=THREADS), settings.ENVIRONMENT.proxy_addresses)
