"""What can have happened: the facts a term starts from, the hearing first and then in the order of a case, with a sentence for each."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from zegel.law.terms import answerable
from zegel.law.terms.table import Choice, Fact, Rule


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened or will happen; `facts` are the keys of the law house that it gives."""

    name: str
    label: str
    facts: tuple[str, ...]
    hint: str = ""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every term that follows from it."""
        return answerable(self.facts)

    @property
    def optional(self) -> tuple[str, ...]:
        """What changes the answer where it is known, and may be left open."""
        keys = (fact.key for rule in self.rules for fact in rule.facts if fact.optional)
        return tuple(dict.fromkeys(keys))

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What else must be known, each asked once for all terms together."""
        return tuple({choice.key: choice for rule in self.rules for choice in rule.choices}.values())

    def asked(self, key: str) -> Fact:
        """The fact as the form asks it: its plainest label."""
        facts = [fact for rule in self.rules for fact in rule.facts if fact.key == key]
        return next((fact for fact in facts if fact.kind == "day"), facts[0])

    def takes_time(self, key: str) -> bool:
        """Whether some term needs the time as well as the day."""
        kinds = {fact.kind for rule in self.rules for fact in rule.facts if fact.key == key}
        return bool(kinds & {"moment", "after"})


GROUPS: tuple[tuple[str, tuple[Event, ...]], ...] = (
    (
        _("Before and around the hearing"),
        (
            Event("hearing", _("There is a hearing"), ("hearing",)),
            Event("filed", _("An application for summary proceedings was filed"), ("filed",)),
            Event("received", _("The claimant received the date of the hearing"), ("received",)),
            Event("served", _("The writ was served on the defendant"), ("served",)),
            Event("withdrawn", _("The claimant withdrew the case"), ("summoned",)),
        ),
    ),
    (
        _("After the hearing"),
        (Event("judgment", _("There is a judgment, or the case was struck out"), ("judgment",)),),
    ),
    (
        _("Court fee and legal aid"),
        (
            Event("appeared", _("There was a first hearing, or the defendant appeared"), ("appeared",)),
            Event("increased", _("The claimant increased the claim"), ("increased",)),
            Event("missed", _("The legal-aid decision was not filed in time"), ("missed",)),
            Event("refused", _("Legal aid was refused or withdrawn"), ("refused",)),
        ),
    ),
    (
        _("Something else"),
        (
            Event(
                "outage",
                _("There was an outage on the last day of a term"),
                ("last-day", "known-fixed"),
                _("Veilig Mailen or the digital system of the court did not work."),
            ),
            Event(
                "statute",
                _("Another term that stands in a statute"),
                ("after", "length"),
                _("Counted forward, by the Algemene termijnenwet."),
            ),
        ),
    ),
)
EVENTS: Mapping[str, Event] = {event.name: event for _title, events in GROUPS for event in events}
