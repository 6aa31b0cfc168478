"""The JSON door: every address under /api/."""

from django.urls import path
from ninja import NinjaAPI

from zegel.api.account import factors, keys
from zegel.api.filing import endpoints as filing
from zegel.api.guests import adoption
from zegel.api.guests import endpoints as guests
from zegel.api.mail import exports, messages, uploads, verdicts
from zegel.api.mailboxes import boxes, circles, correspondents, teamwork
from zegel.api.organisation import contacts, escrow
from zegel.api.outages import endpoints as outages
from zegel.api.session import login, providers, sessions
from zegel.api.shared import problems
from zegel.api.shared.parsing import PlainParser
from zegel.api.sign_up import endpoints as sign_up

api = NinjaAPI(title="Zegel", version="1", docs_url=None, urls_namespace="api", parser=PlainParser())
api.add_router("", login.router)
api.add_router("", correspondents.router)
api.add_router("", sign_up.router)
api.add_router("", adoption.router)
api.add_router("me", keys.router)
api.add_router("boxes", boxes.router)
api.add_router("containers", circles.router)
api.add_router("account", factors.router)
api.add_router("escrow", escrow.router)
api.add_router("", sessions.router)
api.add_router("", providers.router)
api.add_router("", teamwork.router)
api.add_router("", messages.router)
api.add_router("", contacts.router)
api.add_router("", filing.router)
api.add_router("", verdicts.router)
api.add_router("", exports.router)
api.add_router("outages", outages.router)
api.add_router("uploads", uploads.router)
api.add_router("guests", guests.router)
problems.register(api)

urlpatterns = [path("", api.urls)]
