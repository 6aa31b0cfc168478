"""Running an organisation."""

from django.urls import path

from zegel.portal.organisation.views import (
    agents,
    appearance,
    contacts,
    escrow,
    members,
    policies,
    resets,
    retention,
    teams,
)

urlpatterns = [
    path("organisation", teams.organisation, name="organisation"),
    path("organisation/contacts", contacts.contacts, name="contacts"),
    path("organisation/contacts/new", contacts.add, name="contact-new"),
    path("organisation/contacts/import", contacts.bring, name="contacts-import"),
    path("organisation/contacts/<uuid:key>", contacts.contact, name="contact"),
    path("organisation/consents", contacts.consents, name="consents"),
    path("organisation/consents/<uuid:key>/withdraw", contacts.withdraw, name="withdraw-consent"),
    path("organisation/members", members.members, name="members"),
    path("organisation/members/<uuid:key>", members.member, name="member"),
    path("organisation/invitations/<uuid:key>", members.invitation, name="invitation"),
    path("organisation/resets", resets.resets, name="resets"),
    path("organisation/escrow", escrow.plan, name="escrow"),
    path("organisation/requests", escrow.requests, name="escrow-requests"),
    path("organisation/teams", teams.teams, name="organisation-teams"),
    path("organisation/agents", agents.agents, name="agents"),
    path("organisation/look", appearance.look, name="look"),
    path("organisation/policy", policies.policy, name="policy"),
    path("organisation/retention", retention.retention, name="retention"),
    path("organisation/codes", teams.codes, name="organisation-codes"),
    path("organisation/sms", policies.sms, name="sms"),
]
