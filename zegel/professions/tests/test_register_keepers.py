"""Who keeps the register brings a file, looks at what it would change, and imports what they looked at."""

import io
import json
from datetime import timedelta
from functools import partial

import pytest
from django.core.management import CommandError, call_command

from tests.personas import AT, make_holder, principal_of
from zegel.authentication.actions.access import deactivate
from zegel.evidence.models import Record
from zegel.identity.actions.roles import appoint, name_register_keeper, set_roles
from zegel.identity.errors.organisations import MemberUnknown, RoleUnknown
from zegel.identity.models import User
from zegel.identity.queries.organisations import is_register_keeper
from zegel.lib.principal import system
from zegel.professions.actions.links import recheck
from zegel.professions.actions.professional_register import confirm_missing, import_register
from zegel.professions.actions.register_files import (
    bring_file,
    dismiss_keeper,
    drop_file,
    forget_files,
    import_file,
    look_again,
)
from zegel.professions.errors.professional_register import (
    NotRegisterKeeper,
    RegisterFileGone,
    RegisterMoved,
    RegisterTooLarge,
)
from zegel.professions.models import RegisterEntry, RegisterFile, RegisterImport
from zegel.professions.queries.professional_register import (
    counted,
    imports,
    last_check,
    missing_entries,
    newest_import,
)
from zegel.professions.rules.professional_register import MOST_MEGABYTES_PAGE

HEAD = "kind;number;name;email;office;address;status;from;until"
VRIES = "bar;A12345;mr. A. de Vries;a.devries@office.example;De Vries;Keizersgracht 1;active;;"
YILMAZ = "bar;A23456;mr. L. Yılmaz;l.yilmaz@kade.example;Kade;Kade 12;active;;"
DAM = "bar;A34567;mr. P. van Dam;p.vandam@office.example;De Vries;Keizersgracht 1;active;;"
NEW = "bar;A45678;mr. N. Nieuw;nieuw@office.example;;;active;;"


def csv_of(*lines):
    return "\r\n".join([HEAD, *lines, ""]).encode()


def events(name):
    return [json.loads(bytes(record.body)) for record in Record.objects.filter(event=name)]


@pytest.fixture
def keeper(lawyer):
    name_register_keeper(actor=system("operator"), user=lawyer.user.pk, at=AT)
    return lawyer.user


@pytest.fixture
def register(db):
    import_register(data=csv_of(VRIES, YILMAZ, DAM), actor=system("operator"), at=AT)


def bring(user, *lines, at=AT):
    return bring_file(actor=principal_of(user), data=csv_of(*lines), at=at)


def test_a_file_changes_nothing_before_it_is_imported(keeper, register):
    found = bring(keeper, VRIES, NEW)
    assert [(line.what, line.number) for line in found.report.lines] == [
        ("new", "A45678"),
        ("gone", "A23456"),
        ("gone", "A34567"),
    ]
    assert RegisterEntry.objects.count() == 3
    [before] = RegisterImport.objects.all()
    done = import_file(
        actor=principal_of(keeper), file=found.file.pk, seen=before.pk, invitations=False, at=AT
    )
    assert RegisterEntry.objects.count() == 4
    assert RegisterImport.objects.get(pk=done.done).by == keeper
    assert events("professions.register.imported")[-1]["actor"] == f"user:{keeper.pk}"
    assert not RegisterFile.objects.exists()


def test_each_line_is_told_as_what_it_means_for_somebody(keeper, register):
    renamed = VRIES.replace("de Vries;a", "de Vries-Jansen;a")
    away = YILMAZ.replace(";active;;", ";suspended;2026-11-01;2027-01-31")
    struck = DAM.replace(";active;;", ";struck;;")
    first = bring(keeper, renamed, away, struck).report
    assert [(line.what, line.columns) for line in first.lines] == [
        ("changed", ("name",)),
        ("suspended", ("status", "status_from", "status_until")),
        ("struck", ("status",)),
    ]
    import_register(data=csv_of(away, struck), actor=system("operator"), at=AT)
    longer = away.replace("2027-01-31", "2027-03-31")
    assert [line.what for line in bring(keeper, VRIES, longer, DAM).report.lines] == [
        "back",
        "suspended",
        "back",
    ]


def test_who_was_confirmed_as_gone_is_not_told_again(keeper, register):
    import_register(data=csv_of(VRIES, YILMAZ), actor=system("operator"), at=AT)
    assert [line.what for line in bring(keeper, VRIES, YILMAZ).report.lines] == ["gone"]
    confirm_missing(entries=[entry.pk for entry in missing_entries(None)], actor=principal_of(keeper), at=AT)
    assert bring(keeper, VRIES, YILMAZ).report.lines == ()
    [absent] = events("professions.register.absent")
    assert absent["actor"] == f"user:{keeper.pk}"


def test_a_bad_file_is_not_kept(keeper, register):
    found = bring(keeper, VRIES.replace("A12345", "12345"))
    assert (found.file, [cell.line for cell in found.report.bad]) == (None, [2])
    with pytest.raises(RegisterTooLarge):
        bring_file(actor=principal_of(keeper), data=b"x" * (MOST_MEGABYTES_PAGE * 1_000_000 + 1), at=AT)
    assert not RegisterFile.objects.exists()


def test_what_was_looked_at_is_what_is_imported(keeper, register):
    found = bring(keeper, VRIES, NEW)
    seen = RegisterImport.objects.get().pk
    import_register(data=csv_of(YILMAZ, NEW), actor=system("operator"), at=AT + timedelta(minutes=1))
    with pytest.raises(RegisterMoved):
        import_file(actor=principal_of(keeper), file=found.file.pk, seen=seen, invitations=True, at=AT)
    with pytest.raises(RegisterMoved):
        import_file(actor=principal_of(keeper), file=found.file.pk, seen=None, invitations=True, at=AT)
    assert [
        line.what for line in look_again(actor=principal_of(keeper), file=found.file.pk, at=AT).report.lines
    ] == [
        "back",
        "gone",
        "gone",
    ]


def test_a_file_is_of_who_brought_it_and_of_nobody_for_long(keeper, register):
    other = make_holder("Zoë", "zoe@court.example", court=True).user
    name_register_keeper(actor=system("operator"), user=other.pk, at=AT)
    first, again = bring(keeper, VRIES), bring(keeper, NEW)
    for user, file in ((keeper, first.file.pk), (other, again.file.pk)):
        for act in (
            partial(look_again, actor=principal_of(user), file=file, at=AT),
            partial(drop_file, actor=principal_of(user), file=file),
            partial(import_file, actor=principal_of(user), file=file, seen=None, invitations=True, at=AT),
        ):
            with pytest.raises(RegisterFileGone):
                act()
    drop_file(actor=principal_of(keeper), file=again.file.pk)
    bring(keeper, VRIES)
    forget_files(before=AT)
    assert RegisterFile.objects.exists()
    forget_files(before=AT + timedelta(seconds=1))
    assert not RegisterFile.objects.exists()


def test_a_stranger_and_an_administrator_keep_no_register(clerk, lawyer, register):
    name_register_keeper(actor=system("operator"), user=lawyer.user.pk, at=AT)
    file = bring(lawyer.user, VRIES).file.pk
    appoint(actor=system("operator"), user=clerk.user.pk, kind="administrator", at=AT)
    before = Record.objects.count()
    for act in (
        lambda: bring(clerk.user, VRIES),
        lambda: look_again(actor=clerk.principal, file=file, at=AT),
        lambda: import_file(actor=clerk.principal, file=file, seen=None, invitations=False, at=AT),
        lambda: drop_file(actor=clerk.principal, file=file),
        lambda: import_register(data=csv_of(VRIES), actor=clerk.principal, at=AT),
        lambda: import_register(data=csv_of(VRIES), actor=clerk.principal, at=AT, dry_run=True),
        lambda: confirm_missing(entries=[], actor=clerk.principal, at=AT),
    ):
        with pytest.raises(NotRegisterKeeper):
            act()
    assert Record.objects.count() == before


def test_no_administrator_makes_themselves_register_keeper(clerk):
    appoint(actor=system("operator"), user=clerk.user.pk, kind="administrator", at=AT)
    with pytest.raises(RoleUnknown):
        set_roles(
            actor=clerk.principal,
            member=clerk.user.pk,
            kinds=frozenset({"administrator", "register_keeper"}),
            at=AT,
        )
    assert not is_register_keeper(clerk.user)


def test_the_role_is_given_and_taken_by_the_operator_and_leaves_evidence(keeper, lawyer):
    name_register_keeper(actor=system("operator"), user=keeper.pk, at=AT)
    [given] = events("identity.role.given")
    assert (given["actor"], given["facts"]) == (
        "system:operator",
        {"role": "register_keeper", "organisation": None},
    )
    bring(keeper, VRIES)
    assert dismiss_keeper(user=keeper.pk, actor=system("operator"), at=AT)
    assert not dismiss_keeper(user=keeper.pk, actor=system("operator"), at=AT)
    assert len(events("identity.role.taken")) == 1
    assert not RegisterFile.objects.exists()
    User.objects.filter(pk=lawyer.user.pk).update(kind="service")
    with pytest.raises(MemberUnknown):
        name_register_keeper(actor=system("operator"), user=lawyer.user.pk, at=AT)


def test_who_is_let_in_no_more_keeps_no_register(clerk, lawyer):
    appoint(actor=system("operator"), user=clerk.user.pk, kind="administrator", at=AT)
    User.objects.filter(pk=lawyer.user.pk).update(organisation=clerk.user.organisation)
    appoint(actor=system("operator"), user=lawyer.user.pk, kind="register_keeper", at=AT)
    deactivate(actor=clerk.principal, member=lawyer.user.pk, at=AT)
    assert not is_register_keeper(User.objects.get(pk=lawyer.user.pk))
    assert events("identity.role.taken")[-1]["facts"] == {"role": "register_keeper", "organisation": None}


def test_the_command_names_and_dismisses(lawyer):
    out, email = io.StringIO(), lawyer.user.email
    call_command("appoint", email, "--role", "register_keeper", stdout=out)
    assert is_register_keeper(lawyer.user)
    call_command("appoint", email, "--role", "register_keeper", "--end", stdout=out)
    assert not is_register_keeper(lawyer.user)
    assert "is register_keeper\n" in out.getvalue()
    assert "no register_keeper any more" in out.getvalue()
    with pytest.raises(CommandError, match="is no register_keeper"):
        call_command("appoint", email, "--role", "register_keeper", "--end")
    with pytest.raises(CommandError, match="page Members"):
        call_command("appoint", email, "--end")


def test_the_state_of_the_register_is_counted(register, keeper):
    import_register(
        data=csv_of(VRIES, YILMAZ.replace(";active;;", ";suspended;;")), actor=system("operator"), at=AT
    )
    confirm_missing(entries=[entry.pk for entry in missing_entries(None)], actor=system("operator"), at=AT)
    [bar] = counted(keeper)
    assert (bar.kind, bar.active, bar.suspended, bar.struck, bar.gone) == ("bar", 1, 1, 0, 1)
    recheck(at=AT + timedelta(days=1))
    last = last_check(keeper)
    assert (last.at, last.links) == (AT + timedelta(days=1), 0)


@pytest.mark.parametrize("read", [counted, last_check, imports, newest_import, missing_entries])
def test_who_does_not_keep_the_register_reads_none_of_it(register, clerk, read):
    with pytest.raises(NotRegisterKeeper):
        read(clerk.user)
