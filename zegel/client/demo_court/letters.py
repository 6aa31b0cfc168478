"""What was written in the demo before you came: conversations sent through the API by real clients."""

import json
import re
import time
from collections.abc import Iterable
from pathlib import Path

from zegel.client.demo_court.doors import LINKS, link
from zegel.client.demo_court.papers import paper
from zegel.client.demo_court.people import PASSWORD, PEOPLE, app_of, phone_of
from zegel.client.http import Session
from zegel.client.people import Account, Visitor
from zegel.client.sealed import File, based, encode
from zegel.client.second import Phone

TEAM = "kortgeding@rechtbank-amsterdam.example"
ROTTERDAM = "vzr@rechtbank-rotterdam.example"
GUEST_CODE = "Iep-Linde-42"
PDF = "application/pdf"
CONTACTS = """email,name,phone,language
anna.bakker@post.example,A. Bakker,06 23456789,nl
omar.haddad@post.example,O. Haddad,06 34567890,nl
emma.turner@post.example,E. Turner,+44 7700 900123,en
"""


class Writers:
    """The cast, logged in as they are needed. `inbox` is where the demo's receiver keeps SMS messages; with `apps` everybody takes the
    second step with their app, else by SMS."""

    def __init__(self, origin: str, inbox: Path, *, apps: bool) -> None:
        self.origin, self.inbox, self.apps = origin, inbox, apps
        self._known: dict[str, Account] = {}

    def __getitem__(self, ref: str) -> Account:
        """The account of somebody, by `Person.ref`."""
        if ref not in self._known:
            email = next(person.email for person in PEOPLE if person.ref == ref)
            second = app_of(email) if self.apps else _phone(self.inbox, email)
            self._known[ref] = Account.log_in(Session(self.origin), email, PASSWORD, second)
        return self._known[ref]

    def all(self, refs: Iterable[str]) -> dict[str, Account]:
        """These accounts, by `Person.ref`."""
        return {ref: self[ref] for ref in refs}


def write_letters(cast: Writers, *, doors: bool) -> None:
    """Let the cast write to each other; with `doors` some link their login there."""
    clerk, lawyer, other, rotterdam = (cast[ref] for ref in ("fatima", "devries", "yilmaz", "sanne"))
    if doors:
        for door, ref in LINKS:
            link(cast[ref], door, ref)
    _contacts(clerk)
    lawyer.let_in("a.devries@devriesvandam.example", "secretariaat@devriesvandam.example", right="prepare")
    _new_case(clerk, lawyer)
    clerk.assign(TEAM, clerk.folder(TEAM)[0]["conversation"], "fatima@rechtbank-amsterdam.example")
    _citizens(clerk, cast.origin, cast.inbox)
    _rotterdam(rotterdam, other)
    _summons(lawyer)


def _phone(inbox: Path, email: str) -> Phone:
    number = phone_of(email)
    international = "+31" + number.replace(" ", "")[1:]
    return Phone(lambda since: _sms(inbox, international, since=since))


def _contacts(administrator: Account) -> None:
    """The people the court knew before, from a file."""
    administrator.session.call("POST", "organisation/contacts", {"file": encode(CONTACTS.encode())})


def _file(name: str, title: str, *paragraphs: str) -> File:
    return File(name, PDF, paper(title, list(paragraphs)), 1)


def _new_case(clerk: Account, lawyer: Account) -> None:
    """An application as "nieuwe zaak", and the court's letter with the day of the hearing."""
    lawyer.send(
        "a.devries@devriesvandam.example",
        [lawyer.box(TEAM)],
        subject="nieuwe zaak",
        text="Edelachtbare heer, vrouwe,\n\nHierbij ontvangt u de aanvraag voor een kort geding met de conceptdagvaarding.",
        files=[
            _file("1_aanvraagformulier_261118.pdf", "Aanvraag kort geding", "Eiseres: Bakkerij Zon B.V. te Amsterdam.", "Gedaagde: Vastgoed Kanaal B.V. te Haarlem.", "Verhinderdata: 24 en 25 november 2026."),
            _file("2_conceptdagvaarding_261118.pdf", "Conceptdagvaarding", "Eiseres huurt van gedaagde een bedrijfsruimte.", "Gedaagde heeft op 12 november 2026 de sloten vervangen.", "Eiseres vordert dat gedaagde haar weer toegang geeft."),
        ],
    )  # fmt: skip
    clerk.send(
        TEAM,
        [clerk.box("a.devries@devriesvandam.example")],
        subject="C/13/756123",
        text="Geachte heer De Vries,\n\nDe voorzieningenrechter heeft de dag van de mondelinge behandeling bepaald. De brief vindt u in de bijlage.",
        files=[_file("1_dagbepaling_261120.pdf", "Dagbepaling", "De mondelinge behandeling is op dinsdag 1 december 2026 om 10.00 uur.", "Dagvaarden kan uiterlijk tot en met donderdag 26 november 2026.")],
    )  # fmt: skip


def _citizens(clerk: Account, origin: str, inbox: Path) -> None:
    """A citizen by SMS who answers, one with an access code who has not looked yet, one whose mail bounces."""
    piet, link = clerk.new_guest(
        TEAM, name="P. Jansen", email="piet.jansen@post.example", phone="06 12345678"
    )
    kees, _ = clerk.new_guest(TEAM, name="K. Bos", email="kees.bos@post.example", code=GUEST_CODE)
    gone, _ = clerk.new_guest(TEAM, name="R. Smit", email="bounce.smit@post.example", phone="06 87654321")
    piet = based(piet, "2026-11-18", "telefoon, 18 november")
    kees = based(kees, "2026-11-17", "aan de balie", "agreed")
    gone = based(gone, "2026-11-17", "brief van 16 november")
    sent = clerk.send(
        TEAM,
        [piet],
        subject="C/13/756088",
        text="Geachte heer Jansen,\n\nOp 4 december 2026 is de zitting in uw zaak. In de bijlage leest u waar u zich kunt melden.\n\nMet vriendelijke groet,\nde griffier",
        files=[_file("1_oproep_261119.pdf", "Oproep", "U wordt verwacht op vrijdag 4 december 2026 om 13.30 uur.", "Parnassusweg 280, Amsterdam.")],
    )  # fmt: skip
    visitor = Visitor(Session(origin), piet.id, link)
    visitor.ask_code()
    visitor.enter(digits=_sms(inbox, "+31612345678"))
    visitor.open(sent["submission"]["message"])
    visitor.reply(
        "Goedemiddag,\n\nIk kom zelf. Mijn huurcontract stuur ik mee.\n\nPiet Jansen",
        [_file("huurcontract_240301.pdf", "Huurovereenkomst", "Tussen P. Jansen en Woonstichting De Brug.")],
    )
    clerk.send(
        TEAM,
        [kees, gone],
        subject="C/13/755990",
        text="Geachte heer Bos, geachte heer Smit,\n\nIn de bijlage vindt u het vonnis in uw zaak.",
        files=[
            _file(
                "1_vonnis_261117.pdf",
                "Vonnis in kort geding",
                "De voorzieningenrechter wijst de vordering af.",
            )
        ],
    )
    _english(clerk)


def _english(clerk: Account) -> None:
    guest, _ = clerk.new_guest(
        TEAM, name="E. Turner", email="emma.turner@post.example", phone="+44 7700 900123", language="en"
    )
    clerk.send(
        TEAM,
        [based(guest, "2026-11-19", "by phone", "agreed")],
        subject="C/13/756101",
        text="Dear Ms Turner,\n\nThe hearing in your case is on 8 December 2026. The letter is attached.",
        files=[
            _file(
                "1_letter_261120.pdf",
                "Notice of hearing",
                "You are expected on Tuesday 8 December 2026, 09:30.",
            )
        ],
    )


def _rotterdam(clerk: Account, lawyer: Account) -> None:
    sent = clerk.send(
        ROTTERDAM,
        [
            based(clerk.box(name), "2026-11-18", "telefoon")
            for name in ("l.yilmaz@kade12.example", "s.oconnor@kade12.example")
        ],
        subject="C/10/701442",
        text="Geachte mevrouw Yılmaz,\n\nWilt u vóór 27 november 2026 uw verhinderdata opgeven?",
    )
    lawyer.open(sent["submission"]["message"])
    lawyer.send(
        "l.yilmaz@kade12.example",
        [lawyer.box(ROTTERDAM)],
        subject="C/10/701442",
        text="Geachte griffie,\n\nMijn verhinderdata staan in de bijlage.",
        conversation=sent["submission"]["conversation"],
        files=[_file("1_verhinderdata_261121.pdf", "Verhinderdata", "30 november en 3 december 2026.")],
    )


def _summons(lawyer: Account) -> None:
    """A summons with eleven exhibits, filed by annex VI and copied to the other side in the same message (art. 3.10)."""
    exhibits = [
        _file(f"{number}_bakkerijzonproductie{number - 1}_261121.pdf", f"Productie {number - 1}", "Bewijsstuk bij de dagvaarding.")
        for number in range(2, 13)
    ]  # fmt: skip
    first = _file("1_dagvaarding_261121.pdf", "Dagvaarding", "Heden, de eenentwintigste november tweeduizendzesentwintig.", "Eiseres vordert toegang tot de bedrijfsruimte.")  # fmt: skip
    sealed = lawyer.compose(
        "a.devries@devriesvandam.example",
        [lawyer.box(TEAM), lawyer.box("l.yilmaz@kade12.example")],
        subject="C/13/756123",
        text="Edelachtbare heer, vrouwe,\n\nHierbij de betekende dagvaarding met elf producties. De wederpartij ontvangt gelijktijdig een afschrift.",
        files=[first, *exhibits],
    )
    filing = {
        "court": "amsterdam", "location": "Amsterdam", "matter": "handel", "kind": "summons",
        "number": "C/13/756123", "secret": False, "copies": "here", "acknowledged": [],
    }  # fmt: skip
    lawyer.session.call("POST", "filings", {**sealed, "filing": filing})


def _sms(inbox: Path, number: str, *, since: float = 0) -> str:
    """The newest code sent to a number since a moment; waits until the worker has sent it."""
    for _ in range(300):
        for path in sorted(inbox.glob("*.json"), reverse=True):
            if path.stat().st_mtime < since:
                break
            message = json.loads(path.read_text())
            if message["number"] == number and (found := re.search(r"\b\d{6}\b", message["text"])):
                return found[0]
        time.sleep(0.1)
    raise TimeoutError(number)
