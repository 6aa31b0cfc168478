"""`python -m zegel.client.demo_court accounts LOGOS` prints the accounts (with the agent
`zegel agent init` printed, when it is on standard input and `agent` follows; with authenticator apps beside the phones,
when `apps` follows); `… fill ORIGIN INBOX JOURNAL BEGUN TOLD` lets them write, with those apps when `apps` follows, and litigate, in a handful of cases when `few` follows, and goes on where that was stopped (`filling.Marks`); `… outage ORIGIN NAME
KEY` publishes what the probe of that name and key saw before; `… banks` prints the courts with their account; `… who` says who can log in. When `doors` follows, there are
login services as well, of which `… doors` prints the people."""

import json
import sys
from pathlib import Path

from zegel.client.demo_court.accounts import accounts
from zegel.client.demo_court.bank import COURT_ACCOUNT
from zegel.client.demo_court.doors import people
from zegel.client.demo_court.filling import Marks, fill, report
from zegel.client.demo_court.letters import GUEST_CODE
from zegel.client.demo_court.outage import tell
from zegel.client.demo_court.people import BODIES, COURTS, DESKS, PASSWORD, PEOPLE, TEAMS
from zegel.client.demo_court.register import REGISTER
from zegel.lib.moments import now


def main(words: list[str]) -> int:
    """Do one of the two."""
    match words:
        case ["accounts", logos, *also]:
            agent = json.load(sys.stdin)["users"][0] if "agent" in also else None
            json.dump(accounts(Path(logos), agent, apps="apps" in also), sys.stdout)
        case ["register"]:
            sys.stdout.write(REGISTER)
        case ["doors"]:
            json.dump(people(), sys.stdout)
        case ["desks"]:
            sys.stdout.write("\n".join(DESKS) + "\n")
        case ["banks"]:
            sys.stdout.writelines(f"{court}\t{COURT_ACCOUNT}\t{name}\n" for court, name in COURTS.items())
        case ["fill", origin, inbox, journal, begun, told, *also]:
            marks = Marks(Path(journal), Path(begun), Path(told))
            return report(fill(origin, Path(inbox), marks, **dict.fromkeys(also, True)))
        case ["outage", origin, name, key]:
            tell(origin, name, Path(key), now())
        case ["who", *also]:
            sys.stdout.write(who(doors="doors" in also))
        case _:
            return 2
    return 0


def who(*, doors: bool) -> str:
    """Who can log in as whom, for the terminal; `doors` are the login services of `zegel/console/doors.mjs`."""
    teams = {ref: team.name for team in TEAMS for ref in team.members}
    names = {body.ref: body.name for body in BODIES}
    lines = [f"log in with password {PASSWORD}"]
    for person in PEOPLE:
        keeps = "keeps the professional register" if "register_keeper" in person.roles else ""
        place = ", ".join(filter(None, (names[person.organisation], teams.get(person.ref, ""), keeps)))
        lines.append(f"  {person.email:<42} {person.name} ({place})")
    lines.append("the second step is an SMS code, to be read on the page below")
    if doors:
        lines.append(
            "or press *Inloggen met …*: choose who you are at a login service of the demo, then type the password to open "
            "messages"
        )
    lines.append(f"guest K. Bos opens his mail with access code {GUEST_CODE}; other guests get an SMS code")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
