# ruff: noqa: INP001 - a script, not a package
"""Makes vectors/cases/application-v1.json: applications as both cores write them, and what neither reads.

.venv/bin/python vectors/cases/make.py
"""

import json
from pathlib import Path
from typing import Any

from zegel.seal import application

FILE = Path(__file__).parent / "application-v1.json"
CLAIMANT: dict[str, Any] = {
    "role": "claimant",
    "kind": "legal",
    "name": "Bakkerij Zon B.V.",
    "shortName": "Zon",
    "address": {"street": "Spuistraat 12", "postcode": "1012 TS", "town": "Amsterdam", "country": ""},
    "email": "",
    "phone": "",
    "representation": "represented",
    "representative": {
        "kind": "lawyer",
        "name": "mr. A. de Vries",
        "office": "De Vries Van Dam Advocaten",
        "number": "A12345",
        "email": "a.devries@devriesvandam.example",
        "phone": "020 1234567",
        "mailbox": "7d1f4a52-9c3b-4e8a-8f21-0a5b6c7d8e9f",
    },
    "unavailable": {"answer": "days", "days": ["2026-12-07", "2026-12-08"]},
}
DEFENDANT: dict[str, Any] = {
    "role": "defendant",
    "kind": "person",
    "name": "D. ’t Hart-O’Brien İnönü",
    "shortName": "'t Hart",
    "address": {"street": "Rue de la Loi 16", "postcode": "1000", "town": "Bruxelles", "country": "België"},
    "email": None,
    "phone": None,
    "representation": "unknown",
    "representative": None,
    "unavailable": {"answer": "unknown", "days": []},
}
WHOLE: dict[str, Any] = {
    "type": application.TYPE,
    "court": "amsterdam",
    "location": "Amsterdam",
    "matter": "handel",
    "made": "2026-11-30T22:59:00Z",
    "filedBy": "lawyer",
    "channel": "digital",
    "parties": [CLAIMANT, DEFENDANT],
    "claim": "Toegang tot de gehuurde bedrijfsruimte.\nDe sloten zijn vervangen.",
    "urgency": "Het brood bederft 🥖.",
    "shortening": None,
    "longer": {"minutes": 120, "reason": "Vier getuigen zijn aanwezig."},
    "window": {"from": "2026-11-30", "until": "2027-01-11"},
    "othersAsked": {"asked": True, "said": "De wederpartij antwoordde niet."},
    "interpreter": "Turks",
    "recordings": None,
    "documents": [
        {"number": 2, "role": "summons", "exhibit": None, "description": "", "language": ""},
        {"number": 3, "role": "exhibit", "exhibit": 1, "description": "Huurovereenkomst", "language": "nl"},
    ],
}
BROKEN: dict[str, dict[str, Any]] = {
    "another version": {"type": "zegel/application/v2"},
    "a matter that does not exist": {"matter": "straf"},
    "a member too many": {"judge": "mr. X"},
    "no moment": {"made": "2026-11-30 22:59"},
    "a party of no side": {"parties": [CLAIMANT | {"role": "judge"}]},
    "an answer that is none of the four": {
        "parties": [CLAIMANT | {"unavailable": {"answer": "", "days": []}}]
    },
    "a name too long": {"parties": [CLAIMANT | {"name": "é" * 201}]},
    "a number that is a text": {"longer": {"minutes": "120", "reason": ""}},
    "a number below nought": {"longer": {"minutes": -1, "reason": ""}},
    "a day that is none": {"window": {"from": "30-11-2026", "until": "2027-01-11"}},
    "true for a text": {"claim": True},
}


def main() -> None:
    """Write the file."""
    kanton = WHOLE | {"matter": "kanton", "filedBy": "in person", "channel": "veilig mailen", "longer": None}
    good = [application.write(told).decode() for told in (WHOLE, kanton)]
    bad = [{"why": why, "document": json.dumps(WHOLE | change)} for why, change in BROKEN.items()]
    spaced = json.dumps(WHOLE, ensure_ascii=False, indent=1)
    twice = good[0].replace('"matter":"handel"', '"matter":"handel","matter":"handel"')
    bad += [{"why": "another spelling", "document": spaced}, {"why": "a member twice", "document": twice}]
    FILE.write_text(json.dumps({"good": good, "bad": bad}, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
