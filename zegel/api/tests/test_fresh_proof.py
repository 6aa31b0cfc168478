"""What changes rights, keys, policies, how people are recognised, or money, counts only after proof of the last five
minutes: endpoint by endpoint. A new one that writes stands in one of the two lists below, or the first test fails."""

from datetime import timedelta

import pytest

from zegel.authentication.models import LoginSession

from .test_strangers import snapshot
from .world import CALLS, client_of

ASKED = {
    "DELETE account/factors/{key}",
    "DELETE account/logins/{key}",
    "DELETE account/phone",
    "DELETE boxes/{box}/checkers/{agent}",
    "DELETE boxes/{box}/members/{person}",
    "DELETE cases/{case}/parties/{party}/representative",
    "DELETE containers/{circle}/members/{mailbox}",
    "POST account/apps",
    "POST account/apps/{key}/confirm",
    "POST account/backup-codes",
    "POST account/logins/begin",
    "POST account/passkeys",
    "POST account/passkeys/begin",
    "POST account/phone",
    "POST account/phone/code",
    "POST boxes/{box}/checkers",
    "POST boxes/teams",
    "POST boxes/{box}/members",
    "POST cases/{case}/parties",
    "POST cases/{case}/parties/{party}/exclusion",
    "POST cases/{case}/requests/{key}/decision",
    "POST containers",
    "POST containers/{circle}/members",
    "POST boxes/{box}/statements",
    "POST desks/{desk}/offices",
    "POST desks/{desk}/offices/end",
    "POST escrow/requests/{key}/approve",
    "POST guests/{key}/repair",
    "POST me/afresh",
    "POST me/reseal",
    "POST organisation/codes",
    "POST organisation/contacts",
    "PUT account/passkeys/{key}/seal",
    "PUT boxes/{box}/members/{person}",
    "PUT cases/{case}/parties/{party}/representative",
}
NOBODY_THERE = "nobody is logged in: what is shown here is who somebody is"
ITSELF = "the password, a signature by the user key or the proof itself is in the call"
ALONE = "a browser does it by itself, for keys its owner has: it lets nobody in"
LESS = "it only takes away access of who asks, or stops a change"
MAIL = "work of every day: letters, drafts, notes and files; no right and no key changes"
COURT = "work of every day at a court: eighty registrations before lunch, and every act is in the evidence with who did it"
JUDGING = (
    "acts of a judge at work: each is signed with the judge's own key or in the evidence with who did it"
)
CASE = "one's own address and place in a case; no right and no key changes"
GUEST = "a guest, who has no login; the link and the code are asked each half day"
SPARED = {
    **dict.fromkeys(
        [
            "POST login", "POST login/code", "POST login/passkey", "POST login/passkey/begin", "POST login/salt",
            "POST login/second", "POST login/sso/begin", "POST login/sso/enter", "POST login/sso/finish", "POST register",
            "POST login/sso/{provider}/logout", "POST login/sso/leave",
            "POST invitations/accept", "POST invitations/look", "POST password/forgot", "POST password/look",
            "POST password/reset", "POST outages/reports",
        ],
        NOBODY_THERE,
    ),
    **dict.fromkeys(
        [
            "POST account/proof", "POST account/proof/code", "POST account/proof/passkey", "POST account/proof/passkey/begin",
            "POST me/password", "POST me/recovery", "POST me/reopen",
        ],
        ITSELF,
    ),
    **dict.fromkeys(
        [
            "POST account/unlock", "POST boxes/{box}/key-versions", "POST containers/{circle}/key-versions", "POST guests/{key}/adoption", "PUT boxes/{box}/known/{about}",
            "PUT escrow/seal", "PUT me/pins", "POST alarms", "POST key-events/{entry}/disowned",
        ],
        ALONE,
    ),
    **dict.fromkeys(
        [
            "DELETE account/devices/{key}", "DELETE account/sessions", "DELETE account/sessions/{key}",
            "DELETE escrow/requests/{key}", "POST stop",
        ],
        LESS,
    ),
    "POST escrow/requests": "officers look at who asks, the owner is mailed, and there is a wait",
    "POST escrow/requests/{key}/collect": "shares sealed to the browser that asked",
    "POST session/alive": MAIL,
    **dict.fromkeys(
        [
            "DELETE drafts/{key}", "DELETE notes/{key}", "DELETE texts/{key}", "PUT texts/{key}", "POST applications/check", "DELETE uploads/{key}", "POST boxes/{box}/assignments",
            "POST boxes/{box}/summaries", "PUT boxes/{box}/word-index/{key}",
            "POST checks/{delivery}/verdicts", "POST drafts/{key}/ready", "POST exports/evidence", "POST exports/picked",
            "POST filings", "POST filings/direct", "POST deliveries/{key}/notice", "POST messages", "POST messages/{key}/open",
            "POST messages/{key}/reports", "POST messages/{key}/withdrawal", "POST tasks/{key}/done", "POST uploads",
            "POST uploads/{key}/finish", "PUT drafts/{key}", "PUT notes/{key}", "PUT uploads/{key}/parts/{number}",
        ],
        MAIL,
    ),
    **dict.fromkeys(
        [
            "DELETE intake/{filing}/claim", "POST cases", "POST cases/{case}/acts", "POST cases/{case}/entries", "POST intake/next",
            "POST intake/{filing}/answer", "POST intake/{filing}/case", "POST intake/{filing}/claim",
            "POST intake/{filing}/hold", "POST intake/{filing}/place", "POST intake/{filing}/scan", "POST intake/oral", "POST postings/mail",
            "POST cases/{case}/hearing/weigh", "POST cases/{case}/hearing/entries", "POST cases/{case}/day",
            "POST cases/{case}/request", "POST desks/{desk}/rooms",
            "POST cases/{case}/fees/facts", "POST cases/{case}/fees/notices", "POST desks/{desk}/statements",
        ],
        COURT,
    ),
    "POST cases/{case}/parties/{party}/channel": "it asks the court for a change, which then decides",
    **dict.fromkeys(["POST cases/{case}/visits", "PUT cases/{case}/address", "PUT cases/{case}/notes"], CASE),
    **dict.fromkeys(
        [
            "PUT cases/{case}/judgment/drafts/{draft}", "POST cases/{case}/judgment", "POST cases/{case}/judgment/document",
            "POST cases/{case}/judgment/sent", "POST cases/{case}/judgment/copies", "POST cases/{case}/judgment/postponement", "POST cases/{case}/entries/{entry}/release",
        ],
        JUDGING,
    ),
    **dict.fromkeys(
        [
            "POST guests/{key}/account", "POST guests/{key}/alarms", "POST guests/{key}/code", "POST guests/{key}/enter", "POST guests/{key}/evidence",
            "POST guests/{key}/help", "POST guests/{key}/link", "POST guests/{key}/messages", "POST guests/{key}/messages/{message}/open",
            "POST guests/{key}/messages/{message}/reports", "POST guests/{key}/signing-key", "POST guests/{key}/applications",
            "POST guests/{key}/applications/check", "POST applicants", "POST applicants/code",
        ],
        GUEST,
    ),
}  # fmt: skip


def test_every_endpoint_that_writes_asks_or_says_why_not():
    writing = {call for call in CALLS if not call.startswith("GET ")}
    assert writing == ASKED | set(SPARED)
    assert not ASKED & set(SPARED)


@pytest.mark.parametrize("operation", sorted(ASKED))
def test_a_login_of_ten_minutes_ago_changes_nothing(world, operation):
    call = CALLS[operation](world)
    holder = world.lawyer if call.whom == "lawyer" else world.clerk
    client = client_of(holder)
    login = LoginSession.objects.filter(user=holder.user).latest("started_at")
    LoginSession.objects.filter(pk=login.pk).update(proved_at=login.proved_at - timedelta(minutes=10))
    before = snapshot()
    answer = call.by(client, operation)
    assert (answer.status_code, answer.json()["code"]) == (403, "proof-needed")
    after = snapshot()
    assert {table for table in after if after[table] != before[table]} <= {LoginSession._meta.db_table}
