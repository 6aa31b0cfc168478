"""The JSON door: every address under /api/."""

from django.urls import path
from ninja import NinjaAPI

from zegel.api import (
    accounts,
    adoption,
    boxes,
    contacts,
    escrow,
    exports,
    factors,
    filings,
    guests,
    keys,
    messages,
    outages,
    problems,
    registration,
    sessions,
    sso,
    teamwork,
    uploads,
    verdicts,
)
from zegel.api.parsing import PlainParser

api = NinjaAPI(title="Zegel", version="1", docs_url=None, urls_namespace="api", parser=PlainParser())
api.add_router("", accounts.router)
api.add_router("", registration.router)
api.add_router("", adoption.router)
api.add_router("me", keys.router)
api.add_router("boxes", boxes.router)
api.add_router("account", factors.router)
api.add_router("escrow", escrow.router)
api.add_router("", sessions.router)
api.add_router("", sso.router)
api.add_router("", teamwork.router)
api.add_router("", messages.router)
api.add_router("", contacts.router)
api.add_router("", filings.router)
api.add_router("", verdicts.router)
api.add_router("", exports.router)
api.add_router("outages", outages.router)
api.add_router("uploads", uploads.router)
api.add_router("guests", guests.router)
problems.register(api)

urlpatterns = [path("", api.urls)]
