"""Who takes part in a case, for whom, by which channel, and what is decided about that."""

from django.urls import path

from zegel.portal.parties.views import changes, decisions, overview

urlpatterns = [
    path("requests", decisions.waiting, name="party-requests"),
    path("cases/<uuid:case>/parties", overview.parties, name="case-parties"),
    path("cases/<uuid:case>/parties/new", changes.admit, name="party-new"),
    path("cases/<uuid:case>/parties/<uuid:party>/representative", changes.representative, name="party-agent"),
    path("cases/<uuid:case>/parties/<uuid:party>/channel", changes.channel, name="party-channel"),
    path("cases/<uuid:case>/parties/<uuid:party>/exclusion", decisions.exclusion, name="party-exclusion"),
    path("cases/<uuid:case>/requests/<uuid:key>", decisions.request_page, name="party-request"),
]
