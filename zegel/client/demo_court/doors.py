"""Who the cast are at the demo's login services (`zegel/console/doors.mjs`), and letting one of them link such a login."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from zegel.client.demo_court.people import PEOPLE
from zegel.client.demo_court.register import LINKED
from zegel.client.people import Account

LAWYERS, CITIZENS, COURT = "advocatenpas", "burger", "rechtbank"
LINKS = ((LAWYERS, "devries"), (LAWYERS, "yilmaz"), (CITIZENS, "yilmaz"), (COURT, "fatima"))
"""Which login is linked from the start: the door, and `Person.ref`, which is the name there as well."""
_FIRST = "nog niet gekoppeld: log eerst in met uw wachtwoord en koppel bij Beveiliging"


def people() -> dict[str, list[dict[str, Any]]]:
    """Whom one can choose at each door."""
    lawyers = [
        _one(LAWYERS, person.ref, person.name, {"bar": LINKED[person.ref]})
        for person in PEOPLE
        if person.ref in LINKED
    ]
    staff = [
        _one(
            COURT,
            person.ref,
            person.name,
            {"email": person.email, "email_verified": True, "name": person.name},
        )
        for person in PEOPLE
        if person.organisation == "amsterdam"
    ]
    fresh = {
        "email": "nieuw.medewerker@rechtbank-amsterdam.example",
        "email_verified": True,
        "name": "N. Medewerker",
    }
    return {
        LAWYERS: lawyers,
        CITIZENS: [
            _one(CITIZENS, "yilmaz", "L. Yılmaz", {}),
            _one(CITIZENS, "secretaris", "A. Secretaris, voor De Vries Van Dam Advocaten", {}),
        ],
        COURT: [*staff, _one(COURT, "medewerker", "N. Medewerker", fresh, "nieuw: maakt hier een account")],
    }


def _one(door: str, ref: str, name: str, claims: dict[str, Any], note: str = "") -> dict[str, Any]:
    told = note or ("" if (door, ref) in LINKS else _FIRST)
    return {"id": ref, "name": name, "note": told, "claims": claims}


def link(account: Account, door: str, ref: str) -> None:
    """Walk the way of a browser: to the door, choose oneself, and hand in what comes back."""
    asked = {"provider": door, "onward": ""}
    address = account.session.call("POST", "account/logins/begin", asked)["address"]
    with httpx.Client(follow_redirects=True) as browser:
        page = browser.get(address)
        answer = browser.post(page.url, data={"login": ref}, follow_redirects=False)
        while not answer.headers["location"].startswith(account.session.origin):
            answer = browser.get(answer.url.join(answer.headers["location"]), follow_redirects=False)
    words = {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}
    body = {"provider": door, "state": words["state"], "code": words["code"], "issuer": words["iss"]}
    account.session.call("POST", "login/sso/finish", body)
