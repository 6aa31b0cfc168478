"""Living cases of the demo: each applied for by a lawyer, registered by a clerk and brought to its state act by act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, get_args

from zegel.client.cases import add_room, register_filing
from zegel.client.demo_court.course import HOURS_A_DAY, Court, bring
from zegel.client.demo_court.papers import paper
from zegel.client.demo_court.people import BODIES, PEOPLE, Person
from zegel.client.demo_court.register import LINKED
from zegel.client.people import Account
from zegel.client.placing import Place
from zegel.client.sealed import File
from zegel.law.case_states import State
from zegel.lib.moments import amsterdam, now
from zegel.seal import application

AMSTERDAM = "kortgeding@rechtbank-amsterdam.example"
ROTTERDAM = "vzr@rechtbank-rotterdam.example"
STATES: Final = tuple(state for state in get_args(State) if state != "draft")
FEW: Final[tuple[State, ...]] = (
    "applied", "day set", "summons filed", "called", "judgment set", "closed",
)  # fmt: skip
"""The states of the cases where only a few are made."""

NAMES: Final = (
    ("Bakkerij Zon B.V.", "Zon", "Vastgoed Kanaal B.V.", "Kanaal", "Toegang tot de gehuurde winkel"),
    ("Stichting Woongoed", "Woongoed", "M. Öztürk", "Öztürk", "Ontruiming van een woning"),
    ("D. ’t Hart", "'t Hart", "Fietsenmakerij Spaak", "Spaak", "Teruggave van een bakfiets"),
    (
        "Van der Molen Bouw B.V.",
        "Van der Molen",
        "Gemeente Waterstad",
        "Waterstad",
        "Opheffing van een beslag",
    ),
    ("S. Jansen", "Jansen", "Uitgeverij De Pers B.V.", "De Pers", "Rectificatie van een bericht"),
    ("I. Yıldız", "Yıldız", "Café Het Anker", "Het Anker", "Stoppen van geluidsoverlast"),
)


ROOMS: Final = ("Zaal 1", "Zaal 2", "Zaal 3")


@dataclass(frozen=True, slots=True)
class Side:
    """A lawyer of the demo, logged in, with their own mailbox."""

    person: Person
    account: Account


type Sides = tuple[Side, Side]
"""The claimant's and the defendant's."""


def fill_cases(lawyers: Sequence[Account], clerks: dict[str, Account], judge: Account, *, few: bool) -> None:
    """Make the cases: one for every state there is, at two courts in turn; or a few at Amsterdam. One application more
    waits at the intake. `lawyers` act for claimant and defendant in turn; `clerks` is by the address of their team.
    """
    _offices(clerks, judge)
    rooms = {team: [add_room(clerk, team, name) for name in ROOMS] for team, clerk in clerks.items()}
    files = _files()
    teams = (AMSTERDAM,) if few else (AMSTERDAM, ROTTERDAM)
    known = {person.email: person for person in PEOPLE}
    people = [Side(known[account.user["email"]], account) for account in lawyers]
    for number, state in enumerate(FEW if few else STATES):
        team = teams[number % len(teams)]
        pair = people[number % len(people)], people[(number + 1) % len(people)]
        case = _registered(clerks[team], team, pair, number, files)
        hears = judge if team == AMSTERDAM else clerks[team]
        # Of a few cases several are heard on a day; of many each has a day of its own.
        slot = number if few else HOURS_A_DAY * number
        court = Court(
            Place(clerks[team], team, case), Place(hears, team, case), rooms[team][number % len(ROOMS)]
        )
        bring(court, state, slot)
    _apply((people[0], people[1]), AMSTERDAM, len(STATES), files)


def _offices(clerks: dict[str, Account], judge: Account) -> None:
    """The judge at Amsterdam; elsewhere the demo has one person, who is everything."""
    for team, clerk in clerks.items():
        mine = ("registrar", "planner", "finance") + (() if team == AMSTERDAM else ("judge",))
        held = [(clerk, office) for office in mine] + ([(judge, "judge")] if team == AMSTERDAM else [])
        for account, office in held:
            body = {"account": account.user["id"], "office": office}
            clerk.session.call("POST", f"desks/{clerk.boxes[team]['id']}/offices", body)


def _files() -> list[File]:
    """The draft summons and an exhibit: the same words for every case, for the demo is made while somebody waits."""
    summons = paper(
        "Conceptdagvaarding", ["Eiser vordert zoals in de aanvraag staat.", "De producties zijn genummerd."]
    )
    return [
        File("conceptdagvaarding.pdf", "application/pdf", summons, 1),
        File("productie1.pdf", "application/pdf", paper("Productie 1", ["Brief aan gedaagde."]), 1),
    ]


def _registered(clerk: Account, team: str, sides: Sides, number: int, files: Sequence[File]) -> str:
    told, filing = _apply(sides, team, number, files)
    return register_filing(
        clerk,
        team,
        filing,
        place={name: told[name] for name in ("court", "location", "matter")},
        parties=[_party(party) for party in told["parties"]],
        readers=[clerk.box(side.person.email) for side in sides],
        exhibits=1,
    )


def _apply(sides: Sides, team: str, number: int, files: Sequence[File]) -> tuple[dict[str, Any], str]:
    """The application, filed by the claimant's lawyer; gives what it says and the filing."""
    claimant, _defendant = sides
    told = _application(sides, team, number)
    facts = {
        **{name: told[name] for name in ("court", "location", "matter")},
        "kind": "application",
        "number": "",
        "secret": False,
        "copies": "not-due",
        "summons": 1,
    }
    first = File(application.FILE_NAME, application.MEDIA_TYPE, application.write(told))
    answer = claimant.account.file_directly(
        claimant.person.email, facts, text="Hierbij de aanvraag.", files=[first, *files]
    )
    return told, str(answer["filing"])


def _application(sides: Sides, team: str, number: int) -> dict[str, Any]:
    claimant, defendant = sides
    eiser, short, gedaagde, other, claim = NAMES[number % len(NAMES)]
    place = ("amsterdam", "Amsterdam") if team == AMSTERDAM else ("rotterdam", "Rotterdam")
    at = now()
    return {
        "type": application.TYPE,
        "court": place[0],
        "location": place[1],
        "matter": "handel",
        "made": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "filedBy": "lawyer",
        "channel": "digital",
        "parties": [
            _told("claimant", eiser, short, claimant),
            _told("defendant", gedaagde, other, defendant),
        ],
        "claim": f"{claim}.",
        "urgency": "Elke dag zonder beslissing kost geld." if number % 2 else None,
        "shortening": None,
        "longer": None,
        "window": {"from": _day(at, 0), "until": _day(at, 42)},
        "othersAsked": {"asked": True, "said": ""},
        "interpreter": None,
        "recordings": None,
        "documents": [
            {"number": 2, "role": "summons", "exhibit": None, "description": "", "language": "nl"},
            {
                "number": 3,
                "role": "exhibit",
                "exhibit": 1,
                "description": "Brief aan gedaagde",
                "language": "nl",
            },
        ],
    }


def _day(at: datetime, days: int) -> str:
    return (amsterdam(at).date() + timedelta(days=days)).isoformat()


def _told(role: str, name: str, short: str, side: Side) -> dict[str, Any]:
    """A party as the application names it, with its lawyer."""
    box = side.account.boxes[side.person.email]
    office = next(body.name for body in BODIES if body.ref == side.person.organisation)
    return {
        "role": role,
        "kind": "legal" if name.endswith(("B.V.", "Woongoed", "Waterstad")) else "person",
        "name": name,
        "shortName": short,
        "address": {"street": "Spuistraat 12", "postcode": "1012 TS", "town": "Amsterdam", "country": ""},
        "email": "",
        "phone": "",
        "representation": "represented",
        "representative": {
            "kind": "lawyer",
            "name": side.person.name,
            "office": office,
            "number": LINKED[side.person.ref],
            "email": side.person.email,
            "phone": "020 5550110",
            "mailbox": box["id"],
        },
        "unavailable": {"answer": "none", "days": []},
    }


def _party(told: dict[str, Any]) -> dict[str, Any]:
    """A party as the clerk registers it from the application."""
    agent = told["representative"]
    where = told["address"]
    return {
        **{name: told[name] for name in ("role", "kind", "name", "shortName")},
        "channel": "digital",
        "address": f"{where['street']}\n{where['postcode']}  {where['town']}",
        "representative": {
            **{name: agent[name] for name in ("kind", "name", "office", "email", "phone", "mailbox")},
            "professionNumber": agent["number"],
        },
    }
