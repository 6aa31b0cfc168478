"""A lawyer proves to be the owner of a number in the bar's register."""

import contextlib
import json
import re
from datetime import timedelta
from unittest.mock import Mock, patch

import pytest

from tests.personas import AT, make_holder, principal_of
from zegel.authentication.errors.factors import SecondFactorNeeded
from zegel.evidence.models import Record
from zegel.identity.models import User
from zegel.lib.principal import system
from zegel.notify.models import OutboundMail
from zegel.professions.actions import links as professions
from zegel.professions.actions.links import claim_number, confirm_number, recheck, resend_code, unlink
from zegel.professions.actions.professional_register import confirm_missing, import_register
from zegel.professions.errors.links import (
    AlreadyLinked,
    ClaimOver,
    ClaimTooSoon,
    ClaimWrong,
    NotLinked,
    NumberNotYours,
    NumbersDiffer,
    NumberTaken,
    NumberUnclear,
    TooManyClaims,
    UnlinkBlocked,
)
from zegel.professions.keys import profession_digits
from zegel.professions.models import ProfessionClaim, ProfessionLink
from zegel.professions.queries.links import blocked, link_of, marks, on_record
from zegel.professions.queries.professional_register import missing_entries
from zegel.professions.rules.links import (
    CLAIMS_A_NUMBER,
    CLAIMS_A_PLACE,
    CLAIMS_AN_ACCOUNT,
    WRONG_TRIES,
    names_match,
)

HEAD = "kind,number,name,email,office,address,status,from,until"
VRIES = "bar,A12345,mr. A. de Vries,a.devries@bar.example,De Vries,Keizersgracht 1,active,,"
OTHER = "bar,A23456,mr. L. Yılmaz,lawyer@office.example,Kade,Kade 12,active,,"
MINUTE = timedelta(minutes=1)


def renew(*lines, at=AT):
    return import_register(data="\n".join([HEAD, *lines]).encode(), actor=system("operator"), at=at)


@pytest.fixture
def register(lawyer):
    User.objects.update(phone="+31612345678")
    renew(VRIES, OTHER)


def claim(actor, number="A12345", again="", *, at=AT, address="192.0.2.1", kind="bar"):
    return claim_number(
        actor=principal_of(actor), kind=kind, number=number, again=again or number, address=address, at=at
    )


def link(actor, *, at=AT, **words):
    made = claim(actor, at=at, **words)
    return confirm_number(actor=principal_of(actor), digits=profession_digits(made.pk), at=at + MINUTE)


def namesake(email="other@office.example", name="Anna"):
    holder = make_holder(f"{name} de Vries", email)
    User.objects.update(phone="+31612345678")
    return holder.user


def events():
    return sorted(
        Record.objects.filter(event__startswith="professions.profession").values_list("event", flat=True)
    )


def test_a_lawyer_links_with_the_code_from_the_address_on_record(lawyer, register):
    made = claim(lawyer.user, "a 12345", "A-12345")
    mail = OutboundMail.objects.get(kind="profession-code")
    assert (mail.to_address, mail.ref) == ("a.devries@bar.example", made.pk)
    assert profession_digits(made.pk) not in json.dumps(mail.params)
    digits = profession_digits(made.pk)
    linked = confirm_number(actor=lawyer.principal, digits=f"{digits[:3]} {digits[3:]}", at=AT + MINUTE)
    assert (linked.entry.number, linked.standing) == ("A12345", "active")
    assert marks([lawyer.user.pk])[lawyer.user.pk].number == "A12345"
    assert events() == ["professions.profession.code-sent", "professions.profession.linked"]


def test_an_account_without_second_factor_links_nothing(lawyer, register):
    User.objects.update(phone="")
    with pytest.raises(SecondFactorNeeded):
        claim(lawyer.user)
    assert not OutboundMail.objects.exists()


@pytest.mark.parametrize(
    ("number", "again", "refusal"),
    [("12345", "12345", NumberUnclear), ("", "", NumberUnclear), ("A12345", "A12346", NumbersDiffer)],
)
def test_a_number_is_typed_whole_and_twice(lawyer, register, number, again, refusal):
    with pytest.raises(refusal):
        claim_number(actor=lawyer.principal, kind="bar", number=number, again=again, address="", at=AT)
    assert not ProfessionClaim.objects.exists()


def test_a_stranger_learns_the_same_of_a_number_of_somebody_and_of_nobody(lawyer, register):
    told = []
    for number in ("A23456", "A99999"):
        with pytest.raises(NumberNotYours) as refused:
            claim(lawyer.user, number)
        told.append((refused.value.code, refused.value.details, refused.value.field))
    assert told[0] == told[1]
    assert not OutboundMail.objects.exists()
    assert events() == ["professions.profession.refused"] * 2


def test_a_number_belongs_to_one_account_and_its_owner_hears_of_another_claim_once_a_day(lawyer, register):
    link(lawyer.user)
    second = namesake()
    for at in (AT + 2 * MINUTE, AT + 4 * MINUTE):
        with pytest.raises(NumberTaken):
            claim(second, at=at)
    [notice] = OutboundMail.objects.filter(kind="profession-taken")
    assert notice.to_address == lawyer.user.email
    assert ProfessionLink.objects.count() == 1


def test_two_who_hold_a_code_at_once_get_one_link(lawyer, register):
    second = namesake()
    first, later = claim(lawyer.user), claim(second)
    confirm_number(actor=lawyer.principal, digits=profession_digits(first.pk), at=AT + MINUTE)
    with pytest.raises(NumberTaken):
        confirm_number(actor=principal_of(second), digits=profession_digits(later.pk), at=AT + MINUTE)


def test_a_code_works_once_and_for_ten_minutes(lawyer, register):
    made = claim(lawyer.user)
    digits = profession_digits(made.pk)
    with pytest.raises(ClaimOver):
        confirm_number(actor=lawyer.principal, digits=digits, at=AT + timedelta(minutes=10))
    confirm_number(actor=lawyer.principal, digits=digits, at=AT + timedelta(minutes=9))
    unlink(actor=lawyer.principal, at=AT + timedelta(minutes=9))
    with pytest.raises(ClaimOver):
        confirm_number(actor=lawyer.principal, digits=digits, at=AT + timedelta(minutes=9))


def test_a_code_is_of_the_account_that_asked(lawyer, register):
    made = claim(lawyer.user)
    with pytest.raises(ClaimOver):
        confirm_number(actor=principal_of(namesake()), digits=profession_digits(made.pk), at=AT + MINUTE)


def test_a_new_code_ends_the_one_before(lawyer, register):
    first = claim(lawyer.user)
    with pytest.raises(ClaimTooSoon):
        resend_code(actor=lawyer.principal, address="192.0.2.1", at=AT + timedelta(seconds=59))
    second = resend_code(actor=lawyer.principal, address="192.0.2.1", at=AT + MINUTE)
    with pytest.raises(ClaimWrong):
        confirm_number(actor=lawyer.principal, digits=profession_digits(first.pk), at=AT + MINUTE)
    assert confirm_number(actor=lawyer.principal, digits=profession_digits(second.pk), at=AT + MINUTE)


def test_nothing_claimed_nothing_to_resend(lawyer, register):
    with pytest.raises(ClaimOver):
        resend_code(actor=lawyer.principal, address="", at=AT)
    with pytest.raises(ClaimOver):
        confirm_number(actor=lawyer.principal, digits="000000", at=AT)


@pytest.mark.slow
def test_of_ten_thousand_guesses_a_day_fifty_are_looked_at(lawyer, register):
    """A guess every eight seconds for most of a day; a new code is asked again and again, each time from elsewhere."""
    digits = Mock(return_value="x")
    with patch.object(professions, "profession_digits", digits):
        for first in range(0, 10_000, 60):
            with contextlib.suppress(TooManyClaims):
                claim(lawyer.user, at=AT + first * timedelta(seconds=8), address=f"192.0.2.{first // 60}")
            # A code that is over stays over until the next: the last guess at it tells of all in between.
            for guess in [*range(first, first + WRONG_TRIES + 2), first + 59]:
                at = AT + guess * timedelta(seconds=8)
                with pytest.raises((ClaimWrong, ClaimOver)):
                    confirm_number(actor=lawyer.principal, digits=f"{guess:06}", at=at)
    mailed = OutboundMail.objects.filter(kind="profession-code").count()
    assert mailed == CLAIMS_AN_ACCOUNT
    # Every letter derives its digits once; what is left was compared with a guess.
    assert digits.call_count - mailed == CLAIMS_AN_ACCOUNT * WRONG_TRIES


def test_numbers_cannot_be_tried_one_by_one(lawyer, register):
    for number in range(CLAIMS_AN_ACCOUNT):
        with pytest.raises(NumberNotYours):
            claim(lawyer.user, f"A{50000 + number}")
    with pytest.raises(TooManyClaims):
        claim(lawyer.user)
    claim(lawyer.user, at=AT + timedelta(days=1))


def test_the_owner_of_a_number_is_not_flooded_by_many_accounts(lawyer, register):
    for number in range(CLAIMS_A_NUMBER):
        claim(namesake(f"n{number}@office.example", f"A{number}"), address=f"192.0.2.{number}")
    with pytest.raises(TooManyClaims):
        claim(lawyer.user)


def test_many_accounts_from_one_place_are_stopped(lawyer, register):
    claim(lawyer.user, address="2001:db8::1")
    [made] = ProfessionClaim.objects.all()
    ProfessionClaim.objects.bulk_create(
        ProfessionClaim(user=made.user, place=made.place, asked_at=AT, expires_at=AT)
        for _ in range(CLAIMS_A_PLACE)
    )
    with pytest.raises(TooManyClaims):
        claim(namesake(), address="2001:db8::2")


def test_unlinking_frees_the_number_and_keeps_the_history(lawyer, register):
    link(lawyer.user)
    with pytest.raises(AlreadyLinked):
        claim(lawyer.user, at=AT + 5 * MINUTE)
    unlink(actor=lawyer.principal, at=AT + 5 * MINUTE)
    with pytest.raises(NotLinked):
        unlink(actor=lawyer.principal, at=AT + 5 * MINUTE)
    assert link_of(lawyer.user) is None
    assert link(namesake(), at=AT + 6 * MINUTE)
    assert ProfessionLink.objects.count() == 2


def test_a_stranger_unlinks_nothing(lawyer, register, stranger):
    link(lawyer.user)
    with pytest.raises(NotLinked):
        unlink(actor=stranger.principal, at=AT)
    assert link_of(lawyer.user)


def test_the_register_knows_the_address_of_an_account(lawyer, register):
    assert on_record(lawyer.user)
    assert not on_record(namesake())


@pytest.mark.parametrize(
    ("line", "standing"),
    [
        (VRIES.replace("active,,", "suspended,,"), "suspended"),
        (VRIES.replace("active,,", "struck,,"), "struck"),
    ],
)
def test_an_import_blocks_who_may_not_practise_and_the_next_restores(lawyer, register, line, standing):
    link(lawyer.user)
    renew(line, OTHER, at=AT + timedelta(days=1))
    assert blocked(lawyer.user)
    assert link_of(lawyer.user).standing == standing
    assert marks([lawyer.user.pk]) == {}
    with pytest.raises(UnlinkBlocked):
        unlink(actor=lawyer.principal, at=AT + timedelta(days=1))
    renew(VRIES, OTHER, at=AT + timedelta(days=2))
    assert not blocked(lawyer.user)
    told = OutboundMail.objects.filter(ref=lawyer.user.pk).order_by("queued_at")
    assert list(told.values_list("kind", "to_address")) == [
        ("profession-blocked", lawyer.user.email),
        ("profession-restored", lawyer.user.email),
    ]
    assert {"professions.profession.blocked", "professions.profession.restored"} <= set(events())


def test_a_suspension_that_begins_tomorrow_blocks_tomorrow(lawyer, register):
    link(lawyer.user)
    renew(VRIES.replace("active,,", "suspended,2026-11-24,2026-11-25"), OTHER)
    # AT is Sunday 22 November, nine minutes before midnight in Amsterdam.
    days = [
        (timedelta(0), 0),
        (timedelta(days=1), 0),
        (timedelta(days=1, minutes=10), 1),
        (timedelta(days=2), 0),
    ]
    assert [recheck(at=AT + later) for later, _ in days] == [changed for _, changed in days]
    assert blocked(lawyer.user)
    assert recheck(at=AT + timedelta(days=3, minutes=10)) == 1
    assert not blocked(lawyer.user)


def test_nobody_slips_out_between_a_suspension_and_the_night_that_looks(lawyer, register):
    link(lawyer.user)
    renew(VRIES.replace("active,,", "suspended,2026-11-24,2026-11-25"), OTHER)
    with pytest.raises(UnlinkBlocked):
        unlink(actor=lawyer.principal, at=AT + timedelta(days=1, minutes=10))
    assert link_of(lawyer.user)


def test_who_vanished_is_blocked_after_somebody_looked(lawyer, register):
    link(lawyer.user)
    renew(OTHER)
    assert not blocked(lawyer.user)
    confirm_missing(entries=[entry.pk for entry in missing_entries(None)], actor=system("operator"), at=AT)
    assert blocked(lawyer.user)
    assert link_of(lawyer.user).standing == "absent"


def test_a_suspended_lawyer_who_links_is_blocked_from_the_start(lawyer, register):
    renew(VRIES.replace("active,,", "suspended,,"), OTHER)
    assert link(lawyer.user).standing == "suspended"
    assert blocked(lawyer.user)


@pytest.mark.parametrize(
    ("first", "other", "same"),
    [
        ("mr. A. de Vries", "Anna de Vries-Jansen", True),
        ("Vries, A. de", "mr. Anna de Vries", True),
        ("mr. L. Yılmaz", "Leyla YILMAZ", True),
        ("S. O'Connor LLM", "mr. S. OConnor LL.M.", True),
        ("mr. P. van Dam", "P.J. van Dam", True),
        ("H. van 't Hof", "Hanna van ’t Hof", True),
        ("J. Jansen", "K. Jansen", False),
        ("A. de Wit", "A. de Jong", False),
        ("De Vries", "A. de Vries", False),
        ("van", "van der", False),
        ("", "A. de Vries", False),
    ],
)
def test_a_name_may_vary_within_reason(first, other, same):
    assert names_match(first, other) is same
    assert names_match(other, first) is same


def test_no_code_is_in_the_database(lawyer, register):
    made = claim(lawyer.user)
    rows = [*OutboundMail.objects.values_list("params", flat=True), *ProfessionClaim.objects.values_list()]
    assert not re.search(profession_digits(made.pk), json.dumps(rows, default=str))
