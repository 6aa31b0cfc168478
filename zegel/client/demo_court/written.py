"""What the people of a story and its court wrote: applications, writs, exhibits, letters and judgments, each a real document."""

from datetime import date, datetime, timedelta
from typing import Any

from zegel.client.demo_court.papers import paper
from zegel.client.demo_court.people import BODIES, PEOPLE
from zegel.client.demo_court.register import LINKED
from zegel.client.demo_court.story import OUTSIDE, Paper, Side, Story
from zegel.client.people import Account
from zegel.client.sealed import File
from zegel.lib.moments import amsterdam, now
from zegel.seal import application

_PDF = "application/pdf"


def file_of(name: str, title: str, *paragraphs: str, place: str = "Amsterdam") -> File:
    """A document of today under this name."""
    return File(name, _PDF, paper(title, list(paragraphs), place=place, day=_day_said(now())), 1)


def writ(story: Story, *, served: bool) -> File:
    """The summons of a story: the draft, or as the bailiff served it."""
    claimant, others = story.side("claimant"), [side.name for side in story.sides if side.role == "defendant"]
    opening = (
        f"Heden, {_day_said(now())}, heb ik als gerechtsdeurwaarder op verzoek van {claimant.name}"
        f" gedagvaard: {', '.join(others)}."
        if served
        else f"Op verzoek van {claimant.name} te {claimant.town} wordt gedagvaard: {', '.join(others)}."
    )
    asks = f"Eiser vordert bij vonnis, uitvoerbaar bij voorraad: {story.claim[0].lower()}{story.claim[1:]}"
    name, title = (
        ("dagvaarding.pdf", "Dagvaarding") if served else ("conceptdagvaarding.pdf", "Conceptdagvaarding")
    )
    return file_of(name, title, opening, *story.facts, asks, place=claimant.town)


def exhibits(papers: tuple[Paper, ...], *, first: int, place: str) -> list[File]:
    """Exhibits from a number on."""
    return [
        file_of(f"productie{number}.pdf", f"Productie {number}: {name}", text, place=place)
        for number, (name, text) in enumerate(papers, first)
    ]


def defence(story: Story) -> File:
    """What the defendant says to it."""
    other = story.side("defendant")
    return file_of(
        "conclusie_van_antwoord.pdf",
        "Conclusie van antwoord",
        f"{other.name} betwist de vordering. {story.side('claimant').short} heeft geen spoedeisend belang.",
        *(f"Verwezen wordt naar de productie ‘{name}’." for name, _text in story.answer),
        "Gedaagde concludeert tot afwijzing, met veroordeling van eiser in de kosten.",
        place=other.town,
    )


def court_letter(story: Story, shown: dict[str, Any], said: str) -> File:
    """A letter of the court in a case."""
    numbers = f"Zaaknummer {shown['number']}, kort-gedingnummer {shown['summaryNumber']}."
    place = story.place["location"]
    return file_of(
        "brief.pdf", "Brief van de rechtbank", numbers, f"In de zaak {shown['parties']}.", said, place=place
    )


def judgment(story: Story, shown: dict[str, Any]) -> File:
    """The judgment of a story."""
    words = story.judgment or (
        "De vordering wordt toegewezen.",
        "Gedaagde wordt veroordeeld in de proceskosten.",
    )
    numbers = f"Zaaknummer {shown['number']}, kort-gedingnummer {shown['summaryNumber']}."
    parties = f"{story.side('claimant').name}, eiser, tegen {story.side('defendant').name}, gedaagde."
    return file_of(
        "vonnis.pdf", "Vonnis in kort geding", numbers, parties, *story.facts, "De voorzieningenrechter beslist:", *words,
        place=story.place["location"],
    )  # fmt: skip


def application_of(story: Story, accounts: dict[str, Account]) -> dict[str, Any]:
    """The application (2.2) of a story, with its parties and what is attached: the draft summons, and the exhibits."""
    at = now()
    claimant = story.side("claimant")
    attached = [
        {"number": 2, "role": "summons", "exhibit": None, "description": "", "language": "nl"},
        *(
            {
                "number": number + 2,
                "role": "exhibit",
                "exhibit": number,
                "description": name,
                "language": "nl",
            }
            for number, (name, _text) in enumerate(story.exhibits, 1)
        ),
    ]
    return {
        "type": application.TYPE,
        **story.place,
        "made": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "filedBy": "lawyer" if claimant.by else "in person",
        "channel": "digital" if claimant.by else "veilig mailen",
        "parties": [_told(side, accounts) for side in story.sides],
        "claim": story.claim,
        "urgency": story.urgency or None,
        "shortening": "De zaak kan niet wachten op de gewone termijn." if story.very_urgent else None,
        "longer": None,
        "window": {"from": _in(at, 0), "until": _in(at, 42)},
        "othersAsked": {"asked": True, "said": ""},
        "interpreter": None,
        "recordings": None,
        "documents": attached,
    }


def party_of(side: Side, accounts: dict[str, Account]) -> dict[str, Any]:
    """A party as the clerk registers it from the application."""
    agent = representative(side, accounts)
    return {
        "role": side.role,
        "kind": side.kind,
        "name": side.name,
        "shortName": side.short,
        "channel": "digital" if side.reads else "paper",
        "address": f"{_street(side)}\n{_postcode(side)}  {side.town}",
        "representative": agent,
    }


def representative(side: Side, accounts: dict[str, Account]) -> dict[str, Any] | None:
    """Who acts for a party, as the court keeps it; None for who comes in person."""
    if not side.by:
        return None
    if outsider := OUTSIDE.get(side.by):
        return {
            "kind": "lawyer", "name": outsider.name, "office": outsider.office, "email": "", "phone": "030 555 01 40",
            "mailbox": None, "professionNumber": outsider.number,
        }  # fmt: skip
    person = next(person for person in PEOPLE if person.ref == side.by)
    body = next(body for body in BODIES if body.ref == person.organisation)
    return {
        "kind": "lawyer", "name": person.name, "office": body.name, "email": person.email, "phone": body.phone,
        "mailbox": accounts[side.by].boxes[person.email]["id"], "professionNumber": LINKED[side.by],
    }  # fmt: skip


def _told(side: Side, accounts: dict[str, Account]) -> dict[str, Any]:
    """A party as the application names it, with its lawyer."""
    agent = representative(side, accounts)
    if agent:
        agent = {**agent, "number": agent["professionNumber"]}
        del agent["professionNumber"]
    return {
        "role": side.role,
        "kind": side.kind,
        "name": side.name,
        "shortName": side.short,
        "address": {"street": _street(side), "postcode": _postcode(side), "town": side.town, "country": ""},
        "email": "",
        "phone": "",
        "representation": "represented" if agent else "in person",
        "representative": agent,
        "unavailable": {"answer": "none", "days": []},
    }


def _street(side: Side) -> str:
    streets = ("Spuistraat", "Molenlaan", "Kerkplein", "Havenkade", "Stationsweg", "Lindehof")
    return f"{streets[len(side.name) % len(streets)]} {len(side.name) * 3 % 180 + 1}"


def _postcode(side: Side) -> str:
    return f"{1000 + len(side.town) * 137 + len(side.name)} {'ABCDEFGHJKLM'[len(side.short) % 12]}X"


def _day_said(at: datetime) -> str:
    months = (
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    )  # fmt: skip
    day: date = amsterdam(at).date()
    return f"{day.day} {months[day.month - 1]} {day.year}"


def _in(at: datetime, days: int) -> str:
    return (amsterdam(at).date() + timedelta(days=days)).isoformat()
