"""The register of VI 6.3 is kept by the people of a court and by nobody else, and nothing leaves it."""

from datetime import date, timedelta

import pytest

from tests.personas import AT
from zegel.contacts.actions.consents import record_consent, withdraw_consent
from zegel.contacts.errors import BasisRefused, ConsentUnknown, OnlyCourts, ReasonMissing
from zegel.contacts.models import Consent
from zegel.contacts.queries.consents import register_of, standing
from zegel.contacts.rules import Basis
from zegel.evidence.models import Record

ASKED = Basis("asked", date(2026, 11, 20), "telefoon")


def record(who, address="Piet@Post.example", basis=ASKED):
    record_consent(actor=who.principal, address=address, name="P. Jansen", basis=basis, at=AT)


def test_a_basis_is_kept_with_who_recorded_it_once(clerk):
    record(clerk)
    record(clerk)
    found = Consent.objects.get()
    assert (found.address, found.basis, found.source, found.recorded_by) == (
        "piet@post.example", "asked", "telefoon", clerk.user,
    )  # fmt: skip
    assert Record.objects.filter(event="contacts.consent.recorded").count() == 1


def test_withdrawing_leaves_a_trace_and_can_be_followed_by_a_new_basis(clerk):
    record(clerk)
    withdraw_consent(actor=clerk.principal, consent=Consent.objects.get().pk, reason="Wil papier", at=AT)
    here = clerk.user.organisation_id
    assert standing(here, ["piet@post.example"]).withdrawn == {"piet@post.example": AT}
    record(clerk)
    assert standing(here, ["piet@post.example"]).held == {"piet@post.example"}
    assert [consent.withdrawn_at is None for consent in register_of(clerk.user, "jansen")[0]] == [True, False]


@pytest.mark.parametrize(
    "basis",
    [
        Basis("wrote_first", date(2026, 11, 20)),
        Basis("", date(2026, 11, 20)),
        Basis("asked", (AT + timedelta(days=2)).date()),
        Basis("asked", date(2026, 11, 20), "x" * 201),
    ],
    ids=str,
)
def test_what_is_no_basis_is_refused(clerk, basis):
    with pytest.raises(BasisRefused):
        record(clerk, basis=basis)


def test_a_register_is_for_courts(lawyer):
    for verb in (lambda: record(lawyer), lambda: register_of(lawyer.user)):
        with pytest.raises(OnlyCourts):
            verb()


def test_nobody_of_another_court_sees_or_withdraws_an_entry(clerk):
    from tests.personas import make_holder

    record(clerk)
    other = make_holder("Ander team", "clerk@elsewhere.example", kind="team", court=True)
    assert register_of(other.user) == ([], False)
    with pytest.raises(ConsentUnknown):
        withdraw_consent(actor=other.principal, consent=Consent.objects.get().pk, reason="Zomaar", at=AT)


def test_a_withdrawal_says_why_and_happens_once(clerk):
    record(clerk)
    key = Consent.objects.get().pk
    with pytest.raises(ReasonMissing):
        withdraw_consent(actor=clerk.principal, consent=key, reason="", at=AT)
    withdraw_consent(actor=clerk.principal, consent=key, reason="Wil papier", at=AT)
    with pytest.raises(ConsentUnknown):
        withdraw_consent(actor=clerk.principal, consent=key, reason="Wil papier", at=AT)
