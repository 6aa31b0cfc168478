"""An administrator renews the register of lawyers and bailiffs from a file."""

import csv
import io
import json
import unicodedata
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from hypothesis import example, given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.personas import AT
from zegel.evidence.models import Record
from zegel.identity.models import Invitation
from zegel.lib.principal import system
from zegel.lib.refusals import Refusal
from zegel.lib.tables import TableAmbiguous
from zegel.professions.actions.professional_register import (
    confirm_missing,
    import_register,
    invite_registered,
)
from zegel.professions.errors.professional_register import RegisterColumns, RegisterEmpty, RegisterUnreadable
from zegel.professions.models import RegisterEntry, RegisterImport
from zegel.professions.queries.professional_register import missing_entries
from zegel.professions.rules.professional_register import COLUMNS, RegisterRow, read_register, standing

HEAD = "kind;number;name;email;office;address;status;from;until"
VRIES = "bar;A12345;mr. A. de Vries;a.devries@office.example;De Vries;Keizersgracht 1, Amsterdam;active;;"
YILMAZ = "bar;A23456;mr. L. Yılmaz;l.yilmaz@kade.example;Kade;Kade 12, Rotterdam;active;;"
BAILIFF = "kbvg;301;J. Dam;dam@bailiff.example;;;active;;"


def csv_of(*lines, head=HEAD, encoding="utf-8"):
    return "\r\n".join([head, *lines, ""]).encode(encoding)


def renew(*lines, at=AT, **options):
    return import_register(data=csv_of(*lines), actor=system("operator"), at=at, **options)


def why(data):
    return [(cell.line, cell.column, cell.why.code) for cell in read_register(data).bad]


def test_a_register_is_read_whichever_way_it_was_saved():
    wanted = read_register(csv_of(VRIES)).rows
    ways = [
        csv_of(VRIES, encoding="utf-8-sig"),
        csv_of(VRIES, encoding="utf-16"),
        csv_of(VRIES, encoding="cp1252"),
        csv_of('bar,a-12345,"mr. A. de  Vries",a.devries@office.example,De Vries,"Keizersgracht 1, Amsterdam",Active,,',
               head="KIND,Number,name,email,office,address,status,from,until"),
        csv_of("De Vries\tgeschorst\tA 12345\tmr. A. de Vries\tbar\ta.devries@office.example\tKeizersgracht 1, Amsterdam"
               .replace("geschorst", "actief"), head="kantoor\tstatus\tnummer\tnaam\tsoort\te-mail\tadres"),
    ]  # fmt: skip
    assert [read_register(way).rows for way in ways] == [wanted] * len(ways)


def test_a_name_of_windows_is_read_and_a_broken_one_refused():
    line = VRIES.replace("Vries;a", "Vriës;a")
    assert read_register(csv_of(line, encoding="cp1252")).rows[0].name == "mr. A. de Vriës"
    with pytest.raises(RegisterUnreadable):
        read_register(csv_of(line) + "é".encode("latin-1"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("A12345", "12345"), ("number", "register-cell-number")),
        (("A12345", ""), ("number", "register-cell-empty")),
        (("bar;", "notary;"), ("kind", "register-cell-choice")),
        (("mr. A. de Vries", '=HYPERLINK("http://x")'), ("name", "register-cell-formula")),
        (("mr. A. de Vries", "@SUM(A1)"), ("name", "register-cell-formula")),
        (("mr. A. de Vries", "mr. A.\u202e de Vries"), ("name", "register-cell-signs")),
        (("mr. A. de Vries", "x" * 201), ("name", "register-cell-long")),
        (("a.devries@office.example", "a.devries"), ("email", "register-cell-email")),
        (("active", "weg"), ("status", "register-cell-choice")),
        ((";active;;", ";suspended;2026-02-30;"), ("from", "register-cell-date")),
        ((";active;;", ";suspended;2026-03-30;2026-03-29"), ("until", "register-dates-reversed")),
        ((";active;;", ";active;"), ("", "register-row-length")),
    ],
)
def test_a_bad_cell_is_told_by_line_and_column(change, told):
    bad = VRIES.replace(*change)
    if '"' in bad:
        bad = bad.replace(change[1], '"' + change[1].replace('"', '""') + '"')
    column, code = told
    assert (3, column, code) in why(csv_of(YILMAZ, bad))


def test_everything_that_is_wrong_is_told_at_once():
    bad = "bar;12345;;nobody;;;gone;;"
    columns = {(line, column) for line, column, _ in why(csv_of(YILMAZ, "", bad))}
    assert columns == {(4, "number"), (4, "name"), (4, "email"), (4, "status")}


def test_a_number_stands_there_once():
    assert why(csv_of(VRIES, YILMAZ, VRIES.replace("A12345", "a 12345"))) == [
        (4, "number", "register-cell-twice")
    ]


@pytest.mark.parametrize("data", [b"\x00", b'"', b"\xff\xfe\x00", b"\x81\x8d;" + csv_of(VRIES)])
def test_what_is_no_table_is_refused_as_a_whole(data):
    with pytest.raises((RegisterUnreadable, RegisterColumns, TableAmbiguous)):
        read_register(data)


def test_a_file_of_nobody_empties_no_register():
    with pytest.raises(RegisterEmpty):
        read_register(csv_of())


@given(st.binary(max_size=300) | st.text(max_size=300).map(csv_of))
@example(csv_of('bar;A12345;"a'))
def test_whatever_a_file_holds_it_is_rows_or_a_reason(data):
    try:
        read = read_register(data)
    except Refusal:
        return
    assert read.rows or read.bad
    for cell in read.bad:
        assert cell.why.words(str)


_WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "Po", "Zs"]), min_size=1, max_size=60)
_TEXT = _WORDS.map(lambda text: " ".join(unicodedata.normalize("NFC", text).split())).filter(
    lambda text: text and text[0] not in "=+-@"
)
_ROW = st.builds(
    RegisterRow,
    kind=st.just("bar"),
    number=st.from_regex(r"A[0-9]{4,6}", fullmatch=True),
    name=_TEXT,
    email=st.from_regex(r"[a-z]{1,9}@[a-z]{2,9}\.example", fullmatch=True),
    office=_TEXT | st.just(""),
    address=_TEXT | st.just(""),
    status=st.sampled_from(["active", "suspended", "struck"]),
    status_from=st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)),
)


@given(
    st.lists(_ROW, min_size=1, max_size=5, unique_by=lambda row: row.number),
    st.sampled_from(";,\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_was_written_is_what_is_read(rows, separator, encoding):
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=separator)
    table.writerow(COLUMNS)
    for row in rows:
        table.writerow([row.kind, row.number, row.name, row.email, row.office, row.address, row.status,
                        row.status_from or "", ""])  # fmt: skip
    read = read_register(out.getvalue().encode(encoding))
    assert (read.rows, read.bad) == (tuple(rows), ())


@pytest.mark.parametrize(
    ("status", "first", "last", "absent", "answer"),
    [
        ("active", None, None, False, "active"),
        ("suspended", None, None, False, "suspended"),
        ("suspended", 1, None, False, "active"),
        ("suspended", 0, 0, False, "suspended"),
        ("suspended", -9, -1, False, "active"),
        ("struck", 1, None, False, "active"),
        ("struck", -1, -1, False, "struck"),
        ("active", None, None, True, "absent"),
    ],
)
def test_a_standing_holds_from_its_first_to_its_last_day(status, first, last, absent, answer):
    today = date(2026, 11, 22)

    def day(shift):
        return None if shift is None else today + timedelta(days=shift)

    assert standing(status, day(first), day(last), absent=absent, today=today) == answer


def test_the_first_import_adds_and_the_same_again_changes_nothing(db):
    first, again = renew(VRIES, YILMAZ), renew(VRIES, YILMAZ)
    assert (first.added, again.added, again.changed, again.same) == (("A12345", "A23456"), (), (), 2)
    assert RegisterEntry.objects.count() == 2
    assert RegisterImport.objects.count() == 2


def test_one_bad_line_stops_the_whole_file(db):
    renew(VRIES)
    report = renew(VRIES.replace("active", "struck"), YILMAZ.replace("A23456", "23456"))
    assert report.bad
    assert report.done is None
    assert list(RegisterEntry.objects.values_list("status", flat=True)) == ["active"]


def test_a_dry_run_tells_and_does_nothing(db):
    renew(VRIES)
    before = Record.objects.count()
    report = renew(YILMAZ, dry_run=True)
    assert (report.added, report.missing) == (("A23456",), ("A12345",))
    assert RegisterEntry.objects.filter(missing_since__isnull=True).count() == 1
    assert Record.objects.count() == before


def test_who_vanishes_keeps_their_standing_until_somebody_looked(db):
    renew(VRIES, YILMAZ)
    renew(YILMAZ, at=AT + timedelta(days=1))
    [gone] = missing_entries(None)
    assert (gone.number, gone.absent_since) == ("A12345", None)
    assert confirm_missing(entries=[gone.pk], actor=system("operator"), at=AT) == 1
    assert confirm_missing(entries=[gone.pk], actor=system("operator"), at=AT) == 0
    assert RegisterEntry.objects.get(number="A12345").absent_since == AT


def test_who_comes_back_is_in_the_register_again(db):
    renew(VRIES, YILMAZ)
    renew(YILMAZ)
    confirm_missing(entries=[entry.pk for entry in missing_entries(None)], actor=system("operator"), at=AT)
    report = renew(VRIES, YILMAZ)
    assert report.changed[0].columns == ("missing",)
    assert RegisterEntry.objects.filter(absent_since__isnull=True).count() == 2


def test_the_bailiffs_do_not_vanish_when_the_bar_is_renewed(db):
    renew(VRIES, BAILIFF)
    assert renew(VRIES).missing == ()


def test_an_import_and_every_changed_standing_leave_evidence(db):
    renew(VRIES, YILMAZ)
    renew(VRIES.replace(";active;;", ";suspended;2026-11-01;"), YILMAZ)
    events = sorted(Record.objects.values_list("event", flat=True))
    assert events == ["professions.register.imported"] * 2 + ["professions.register.status-changed"]
    facts = json.loads(bytes(Record.objects.get(event="professions.register.status-changed").body))["facts"]
    assert facts == {
        "kind": "bar",
        "number": "A12345",
        "was": "active",
        "is": "suspended",
        "from": "2026-11-01",
        "until": None,
    }


def test_the_command_tells_what_it_did_and_what_is_wrong(db, tmp_path):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_bytes(csv_of(VRIES, YILMAZ))
    bad.write_bytes(csv_of(VRIES.replace("A12345", "12345")))
    out, err = io.StringIO(), io.StringIO()
    call_command("import_register", good, stdout=out)
    assert "2 rows: 2 new, 0 changed, 0 same; 0 not in this file" in out.getvalue()
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("import_register", bad, stdout=out, stderr=err)
    assert "line 2, number: This is no BAR number" in err.getvalue()
    good.write_bytes(csv_of(YILMAZ))
    call_command("import_register", good, "--confirm-missing", stdout=out)
    assert "1 confirmed as not in the register" in out.getvalue()
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_register", tmp_path / "none.csv")


def test_who_is_new_is_invited_once_at_the_address_on_record(db, lawyer):
    account = YILMAZ.replace("l.yilmaz@kade.example", lawyer.user.email.upper())
    renew(VRIES, account, BAILIFF.replace(";active;;", ";suspended;;"))
    assert invite_registered(since=AT, at=AT) == 1
    assert invite_registered(since=AT, at=AT) == 0
    assert list(Invitation.objects.values_list("email", "reason")) == [
        ("a.devries@office.example", "register")
    ]
    later = AT + timedelta(days=1)
    renew(VRIES.replace("a.devries@office.example", "new@office.example"), account, at=later)
    assert invite_registered(since=later, at=later) == 1


@pytest.mark.parametrize(("invitations", "jobs"), [(True, 1), (False, 0)])
def test_inviting_is_left_to_a_worker_and_can_be_left_out(db, invitations, jobs):
    renew(VRIES, invitations=invitations)
    assert ProcrastinateJob.objects.filter(task_name="professions.invite_registered").count() == jobs
