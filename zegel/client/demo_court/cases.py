"""Living cases of the demo: each applied for, registered by a clerk and brought to where it is step by step (`story.py`, `steps.py`)."""

from collections.abc import Iterable, Mapping
from typing import Final

from zegel.client.cases import add_room, rooms_of
from zegel.client.demo_court.journal import Journal
from zegel.client.demo_court.scene import Scene, Staff
from zegel.client.demo_court.steps import steps_of
from zegel.client.demo_court.story import AMSTERDAM, FAMILY, ROTTERDAM, Story
from zegel.client.http import ApiProblem
from zegel.client.people import Account

ROOMS: Final = ("Zaal 1", "Zaal 2", "Zaal 3")
LAWYERS: Final = ("devries", "yilmaz", "vandam", "hendriks")
"""Who acts for the parties, by `Person.ref`."""


class Teller:
    """Tells the stories at the courts of the demo."""

    def __init__(self, people: Mapping[str, Account], journal: Journal) -> None:
        """`people` are account holders by `Person.ref`: the courts' and the lawyers who are in the stories."""
        self.journal = journal
        self.lawyers = {ref: account for ref, account in people.items() if ref in LAWYERS}
        amsterdam, judge, rotterdam = people["fatima"], people["jan"], people["sanne"]
        # Elsewhere the demo has one person, who is everything.
        for team, clerk, hears in (
            (AMSTERDAM, amsterdam, judge), (FAMILY, judge, judge), (ROTTERDAM, rotterdam, rotterdam),
        ):  # fmt: skip
            _offices(team, clerk, hears)
        self.staff = {
            AMSTERDAM: Staff(amsterdam, judge, _rooms(amsterdam, AMSTERDAM)),
            FAMILY: Staff(judge, judge, _rooms(judge, FAMILY)),
            ROTTERDAM: Staff(rotterdam, rotterdam, _rooms(rotterdam, ROTTERDAM)),
        }

    def tell(self, stories: Iterable[Story]) -> list[str]:
        """Tell them one after the other; gives what went wrong. One that cannot go on keeps no other from being told."""
        wrong = []
        for story in stories:
            try:
                self._tell(story)
            except (ApiProblem, LookupError) as error:
                wrong.append(f"{story.key}: {error}")
        return wrong

    def _tell(self, story: Story) -> None:
        journal, name = self.journal, story.key
        scene = Scene(story, self.staff[story.team], self.lawyers, journal.key(name), journal.case(name))
        for number, step in enumerate(steps_of(story)):
            if number < journal.steps(name):
                continue
            again = journal.was_begun(name, number)
            journal.begins(name, number)
            try:
                step(scene)
            except ApiProblem as problem:
                # What was done just before a stop is refused a second time.
                if not again or problem.status >= 500:
                    raise
            if scene.case != journal.case(name):
                journal.registered(name, scene.case)
            journal.ends(name, number)


def _offices(team: str, clerk: Account, judge: Account) -> None:
    held = [(clerk, office) for office in ("registrar", "planner", "finance")] + [(judge, "judge")]
    for account, office in held:
        body = {"account": account.user["id"], "office": office}
        clerk.session.call("POST", f"desks/{clerk.boxes[team]['id']}/offices", body)


def _rooms(clerk: Account, team: str) -> tuple[str, ...]:
    """The rooms where a team sits, made where they are not there yet."""
    there = rooms_of(clerk, team)
    return tuple(there[name] if name in there else add_room(clerk, team, name) for name in ROOMS)
