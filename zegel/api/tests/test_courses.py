"""Whole cases, each from what was filed to its end, through the API as programs of a lawyer and a court do it; each taken out and checked
offline afterwards, by `zegel verify` and nothing else."""

import base64
import hashlib
import json
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.personas import Holder, as_lawyer, make_holder
from zegel.casefile.models import Case
from zegel.client.case_export import export_case
from zegel.client.cases import Day, act, act_at_hearing, add_room, decide_request, register_filing, set_day
from zegel.client.http import ApiProblem
from zegel.client.judgments import give_judgment, issue_copy, keep_draft, send_copies
from zegel.client.people import Account
from zegel.client.placing import Place, letter, reason
from zegel.client.sealed import File
from zegel.client.verify import main
from zegel.evidence.actions import extend_log
from zegel.evidence.queries import public_log_keys
from zegel.fees.actions import NewFact
from zegel.fees.models import PartyFee
from zegel.filing.actions import open_desk
from zegel.law.calendar import atw_calendar
from zegel.law.rules.chapter_05 import ITEM_WORDS
from zegel.lib.moments import AMSTERDAM, amsterdam, now
from zegel.proceedings.actions import give_office, note_fee_fact
from zegel.proceedings.models import Task

from .test_program import program


def paper() -> File:
    """A paper like no other."""
    return File("stuk.pdf", "application/pdf", b"%PDF-1.7 " + uuid4().bytes, 1)


ROOT = Path(__file__).resolve().parents[3]
JUDGMENT = File("vonnis.pdf", "application/pdf", b"%PDF-1.7 the judgment", 1)


@dataclass(frozen=True)
class Course:
    """A case that a lawyer brought and a court hears; at this court somebody holds all offices."""

    court: Place
    claimant: Account
    room: str
    clerk: Holder

    @property
    def parties(self) -> dict[str, dict[str, Any]]:
        """The parties by their role."""
        return {party["role"]: party for party in self.court.shown()["partyList"]}

    def day(self, days: int = 14, *, sunday: bool = False) -> Day:
        """A hearing at ten o'clock: on a working day so many days ahead, or on the first Sunday after."""
        day = amsterdam(now()).date() + timedelta(days=days)
        day = day + timedelta(days=6 - day.weekday()) if sunday else atw_calendar().ordinary_after(day, 1)
        return Day(datetime.combine(day, time(10), AMSTERDAM), self.room, str(self.clerk.user.pk), 60)

    def letter(self) -> dict[str, Any]:
        """What the court writes to who reads the case."""
        return letter(self.court, "Brief van de rechtbank", paper())

    def planned(self, **changes: Any) -> None:
        """Set the day."""
        set_day(self.court, self.day(), self.letter(), **changes)

    def asked(self, **told: Any) -> None:
        """Decide on what a side asked."""
        everybody = [party["shortName"] for party in self.parties.values()]
        named = dict.fromkeys(("daysOf", "phonesOf", "appeared", "agree"), everybody)
        day = self.day(28) if told["act"] in {"move", "adjourn"} else None
        decide_request(self.court, {**named, "written": True, **told}, self.letter(), day=day)

    def noted(self, entry: str, role: str = "", seen: int = 0, **facts: Any) -> None:
        """Note something on the sheet of the hearing."""
        about = {"party": self.parties[role]["id"]} if role else {}
        body = {
            "id": str(uuid4()),
            "entry": entry,
            "seen": seen,
            "facts": about | facts,
            "noted": now().isoformat(),
        }
        self.court.account.session.call("POST", f"cases/{self.court.case}/hearing/entries", body)

    def done(self, name: str, **facts: Any) -> None:
        """Do an act at the hearing."""
        act_at_hearing(self.court, name, facts)

    def judged(self, *roles: str) -> None:
        """Sign and give the judgment, of a case in which these sides appeared."""
        parties = self.parties
        give_judgment(
            self.court, keep_draft(self.court, JUDGMENT), appeared=[parties[role]["id"] for role in roles]
        )

    def state(self) -> str:
        """Where the case stands."""
        return str(self.court.shown()["state"])

    def owed(self) -> dict[str, int]:
        """What each side owes, in whole euros."""
        rows = PartyFee.objects.filter(case=self.court.case).select_related("party")
        return {row.party.role: row.balance // 100 for row in rows}

    def left_to_do(self) -> set[str]:
        """What is still open in the case."""
        return set(
            Task.objects.filter(case=self.court.case, closed_at__isnull=True).values_list("what", flat=True)
        )


class Began:
    """Cases, each begun anew."""

    def __init__(self, clerk: Holder, lawyer: Holder, opponent: Holder) -> None:
        self.clerk, self.lawyer, self.opponent = clerk, lawyer, opponent
        as_lawyer(lawyer)
        as_lawyer(opponent, "A54321")
        for office in ("planner", "registrar", "judge"):
            give_office(
                actor=clerk.principal, desk=clerk.box.pk, account=clerk.user.pk, office=office, at=now()
            )
        self.court, self.claimant, self.defendant = program(clerk), program(lawyer), program(opponent)

    def case(self, matter: str = "handel", *, urgent: bool = False) -> Course:
        """A case that the claimant's lawyer brought."""
        place = {"court": "amsterdam", "location": "Amsterdam", "matter": matter}
        open_desk(box=self.clerk.box.pk, at=now(), postal="", counter="", **place)
        told = {**place, "kind": "summons", "number": "", "secret": False, "copies": "elsewhere"}
        filed = self.claimant.file_directly(self.lawyer.box.address, told, text="Hierbij.", files=[paper()])
        # Before the subdistrict court nobody litigates digitally (annex VII).
        lawyers = [None, None] if matter == "kanton" else [self.lawyer, self.opponent]
        sides = [
            self._party(role, held) for role, held in zip(("claimant", "defendant"), lawyers, strict=True)
        ]
        team = self.clerk.box.address
        case = register_filing(
            self.court,
            team,
            str(filed["filing"]),
            place=place | ({"veryUrgent": True} if urgent else {}),
            parties=sides,
            readers=[self.court.box(reader.box.address) for reader in lawyers if reader],
            plain=1,
        )
        room = add_room(self.court, team, f"Zaal {case[-4:]}")
        return Course(Place(self.court, team, case), self.claimant, room, self.clerk)

    def _party(self, role: str, lawyer: Holder | None) -> Mapping[str, Any]:
        name = "Pietersen" if role == "claimant" else "De Boer"
        party = {
            "role": role,
            "kind": "person",
            "name": name,
            "shortName": name,
            "address": "Kade 1\n1012 TS  Amsterdam",
        }
        if lawyer is None:
            return party | {"channel": "paper", "representative": None}
        agent = {
            "kind": "lawyer",
            "name": lawyer.user.name,
            "office": "",
            "email": lawyer.box.address,
            "phone": "",
        }
        number = {"professionNumber": f"A{lawyer.user.pk.int % 90000 + 10000}", "mailbox": str(lawyer.box.pk)}
        return party | {"channel": "digital", "representative": agent | number}


@pytest.fixture
def began(clerk, lawyer, tariff):
    return Began(clerk, lawyer, make_holder("mr. G. Daagde", "daagde@kantoor.example"))


@pytest.fixture
def checked(tmp_path, capsys):
    """Take a case out as somebody reads it, and check it without a server; gives the status and the lines."""

    def check(
        account: Account, course: Course, change: Any = None, *, by: Any = None
    ) -> tuple[int, list[str]]:
        target = tmp_path / f"{uuid4()}.zip"
        extend_log(at=now())
        if by is None:
            export_case(account, course.court.case, target)
        else:
            by(account, course, target)
        if change is not None:
            target = changed(target, change)
        keys = [word for key in public_log_keys() for word in ("--key", key)]
        status = main([str(target), *keys])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, (out + err).splitlines()

    return check


def changed(path: Path, change: Any) -> Path:
    """The export with another member, with sums that fit it."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name != "SHA256SUMS"}
    change(members)
    made = path.with_suffix(".changed.zip")
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.writestr(
            "SHA256SUMS",
            "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in members.items()),
        )
    return made


def test_a_commercial_case_with_a_counterclaim_and_legal_aid_from_filing_to_enforceable_copy(began, checked):
    course = began.case()
    course.planned()
    for name in ("inform opponent", "serve", "file summons"):
        act(course.court, name)
    fact = NewFact(uuid4(), "claim", amsterdam(now()).date(), None, {"cents": None})
    note_fee_fact(actor=began.clerk.principal, case=UUID(course.court.case), new=fact, at=now())
    course.done("call")
    for role in ("claimant", "defendant"):
        course.noted("appearance", role, appeared="yes", how="with lawyer")
    without_aid = course.owed()
    earlier, told = amsterdam(now()) - timedelta(days=2), [course.parties["claimant"]["id"]]
    announced = {"sent": earlier.isoformat(timespec="minutes"), "judge": True, "told": told}
    course.noted("counterclaim", "defendant", claim="counterclaim", **announced)
    party = UUID(course.parties["defendant"]["id"])
    aid = NewFact(uuid4(), "aid shown", amsterdam(now()).date(), party, {"document": "toevoeging"})
    note_fee_fact(actor=began.clerk.principal, case=UUID(course.court.case), new=aid, at=now())
    assert course.owed()["claimant"] == without_aid["claimant"]
    assert 0 < course.owed()["defendant"] < without_aid["defendant"]
    course.done("set judgment", judgment=course.day(28).starts.isoformat(), aloud=True)
    course.judged("claimant", "defendant")
    send_copies(course.court)
    assert issue_copy(course.court, course.parties["claimant"]["id"]) == 1
    act(course.court, "close")
    assert course.state() == "closed"
    assert "send the judgment to the parties" not in course.left_to_do()
    for account in (began.court, began.claimant, began.defendant):
        status, lines = checked(account, course)
        assert status == 0, lines
        assert any("the judgment of" in line and "as the log says" in line for line in lines)
        assert any("lawful up to this state: closed" in line for line in lines)


def test_a_kanton_case_by_default_that_the_defendant_clears(began, checked):
    course = began.case("kanton")
    course.planned()
    for name in ("inform opponent", "serve", "file summons"):
        act(course.court, name)
    course.done("call")
    course.noted("appearance", "defendant", appeared="no")
    defendant = course.parties["defendant"]["id"]
    with pytest.raises(ApiProblem, match="act-override"):
        course.done("grant default", party=defendant)
    items = list(ITEM_WORDS)
    course.done("grant default", **{"party": defendant, "in time": True, "term": True, "items": items})
    course.done("announce clearing", registrar=True, opponent=True, hearing=course.day(28).starts.isoformat())
    course.done("appear to clear")
    course.noted("appearance", "defendant", 1, appeared="yes", how="in person")
    course.done("set judgment", judgment=course.day(42).starts.isoformat(), aloud=True)
    course.judged("claimant", "defendant")
    send_copies(course.court)
    act(course.court, "close")
    # A defendant owes no fee before the subdistrict court (art. 7.1).
    assert course.owed().get("defendant", 0) == 0
    status, lines = checked(began.court, course)
    assert status == 0, lines
    assert any("clearing announced → called" in line for line in lines)


def test_a_family_case_closed_to_the_public_moved_once_and_withdrawn_with_a_decision_on_the_costs(
    began, checked
):
    course = began.case("familie")
    course.planned()
    act(course.court, "inform opponent")
    course.asked(act="move", by="defendant", ground="unanimous", motivated=True)
    with pytest.raises(ApiProblem):
        course.asked(act="move", by="defendant", ground="unanimous", motivated=True)
    assert Case.objects.get(pk=course.court.case).next_at == course.day(28).starts
    course.asked(act="withdraw", by="claimant")
    course.asked(act="ask costs decision", by="defendant", toldBoth=True)
    assert course.state() == "costs pending"
    course.judged()
    send_copies(course.court)
    act(course.court, "close")
    status, lines = checked(began.defendant, course)
    assert status == 0, lines
    assert sum(": move by the judge" in line for line in lines) == 1
    assert any("withdrawn → costs pending" in line for line in lines)


def test_a_very_urgent_case_is_heard_on_a_sunday_and_judged_there(began, checked):
    course = began.case(urgent=True)
    sunday = course.day(7, sunday=True)
    with pytest.raises(ApiProblem):
        set_day(course.court, sunday, course.letter())
    set_day(course.court, sunday, course.letter(), reason=reason(course.court, "Het kan niet wachten."))
    course.done("call")
    for role in ("claimant", "defendant"):
        course.noted("appearance", role, appeared="yes", how="with lawyer")
    course.done("give judgment")
    assert course.state() == "judgment given"
    status, lines = checked(began.court, course)
    assert status == 0, lines
    assert any("called → judgment given" in line for line in lines)


def by_browser(account: Account, course: Course, target: Path) -> None:
    """Take a case out with the code of the page."""
    fetch, path = account.session.fetch, f"cases/{course.court.case}"
    shown, docket, log = (json.loads(fetch(path + part)) for part in ("", "/docket", "/log"))
    places = [
        f"{path}/entries/{entry['id']}/documents/{row['number']}"
        for entry in docket
        for row in entry["documents"]
    ]
    told = {
        "path": f"/api/{path}",
        "shown": shown,
        "docket": docket,
        "log": log,
        "keys": {
            each["id"]: list(account.circles.keys(each["container"]).values()) for each in shown["circles"]
        },
        "sealed": {f"/api/{place}": base64.b64encode(fetch(place)).decode() for place in places},
    }
    done = subprocess.run(
        ["node", "tests/case_export.mjs"],
        cwd=ROOT,
        input=json.dumps(told),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    target.write_bytes(base64.b64decode(done.stdout))


def test_what_the_page_of_a_case_makes_is_checked_as_what_a_program_makes(began, checked):
    course = began.case()
    course.planned()
    status, lines = checked(began.claimant, course, by=by_browser)
    assert status == 0, lines
    assert any("act 1: set day" in line for line in lines)
    assert sum("documents, signed with the key the log names" in line for line in lines) == 2
    assert lines == checked(began.claimant, course)[1]


def listed(change):
    """Change the list of an export."""

    def change_list(members):
        told = json.loads(members["case.json"])
        change(told)
        members["case.json"] = json.dumps(told).encode()

    return change_list


def log_without(event, at=0):
    """The proof without a record of a kind: the first one, or the one at this place."""

    def change(members):
        told = json.loads(members["proof/log-1.json"])
        places = [row for row in told["records"] if json.loads(row["record"])["event"] == event]
        told["records"].remove(places[at])
        members["proof/log-1.json"] = json.dumps(told).encode()

    return change


def swapped(members):
    """One letter of the court in the place of another, with its envelope and its key."""
    for part in ("envelope.age", "envelope key.txt"):
        members[f"proof/0002 {part}"] = members[f"proof/0003 {part}"]
    members["pieces/0002/001 stuk.pdf"] = members["pieces/0003/001 stuk.pdf"]


CHANGES = {
    "another document": (lambda members: members.update({"pieces/0001/001 stuk.pdf": b"%PDF-1.7 forged"}), "is not one that was signed"),
    "another letter of the court": (swapped, "another one than was sealed and placed"),
    "a piece left out": (listed(lambda told: told["pieces"].pop()), "which the list does not have"),
    "a piece filed earlier": (
        listed(lambda told: told["pieces"][0].update(filedAt="2020-01-01T10:00:00+01:00")), "another moment than the log",
    ),
    "another case number": (listed(lambda told: told.update(number="C/13/999999 / KG ZA 26-999")), "another case or court"),
    "an act left out": (log_without("proceedings.act.done"), "act 1 is not here"),
    "a piece never placed": (log_without("casefile.entry.placed"), "the log has no record of it here"),
    "a file beside it": (lambda members: members.update({"note.pdf": b"x"}), "is no part of the export"),
}  # fmt: skip


def test_whatever_is_changed_in_a_case_that_was_taken_out_shows(began, checked):
    course = began.case()
    set_day(course.court, course.day(), course.letter())
    course.asked(act="move", by="defendant", ground="unanimous", motivated=True)
    assert checked(began.claimant, course)[0] == 0
    for name, (change, said) in CHANGES.items():
        status, lines = checked(began.claimant, course, change)
        assert status == 1, (name, lines)
        assert any(said in line for line in lines), (name, lines)
    # What was done last can be kept back: then the case is shown as it was, never as it was not.
    status, lines = checked(began.claimant, course, log_without("proceedings.act.done", -1))
    assert status == 0
    assert any("act 1: set day" in line for line in lines)
    assert not any("act 2" in line for line in lines)
