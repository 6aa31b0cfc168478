"""What can be asked: every rule with its facts, its choices, its articles and the function that reckons it.

A door builds its form from this table; a rule that is not here does not exist.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from zegel.law.sources import ATW, BEP, PR, RV, WGBZ, Article, article
from zegel.law.terms import rules
from zegel.law.terms.given import Given
from zegel.law.terms.reasoning import Meaning
from zegel.law.terms.reckoning import Reckoning
from zegel.law.terms.rules import Found
from zegel.law.texts import gettext_noop as _

Kind = Literal["day", "moment", "length", "after"]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened: `kind` "day" takes a date (or the date of a time), "moment" needs a time,
    "length" a length such as 4w, "after" a date, or a time when the length is in hours. An optional fact changes
    the answer where it is given.
    """

    key: str
    label: str
    kind: Kind = "day"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A fact with few possible values, the first of which holds when nothing is said."""

    key: str
    label: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One term: its name is the article; `one_of` says that exactly one of the facts is given."""

    name: str
    title: str
    facts: tuple[Fact, ...]
    meaning: Meaning
    articles: tuple[Article, ...]
    reckon: Callable[[Reckoning, Given], Found]
    choices: tuple[Choice, ...] = ()
    one_of: bool = False


HEARING = Fact("hearing", _("day of the hearing"))
HEARING_AT = Fact("hearing", _("day and time of the hearing"), "moment")
JUDGMENT = Fact("judgment", _("day of the judgment or of the striking out"))
SERVED = Fact("served", _("day the writ was served"))
VEILIG_MAILEN = _("Veilig Mailen")
DIGITAL = _("Mijn Rechtspraak or Aansluitpunt")
CHANNEL = Choice(
    "channel",
    _("way of filing"),
    {"veilig-mailen": VEILIG_MAILEN, "digital": DIGITAL, "paper": _("post, counter or letter box")},
)
ADDRESSEE = Choice(
    "addressee",
    _("where the defendant lives"),
    {
        "treaty": _("known abode abroad, EU service regulation or European Hague Convention state"),
        "elsewhere": _("known abode in another state"),
        "unknown": _("no known abode, neither in the Netherlands nor abroad"),
        "in-netherlands": _("served in person or at a chosen domicile in the Netherlands"),
    },
)
SUMMONED = Choice(
    "summoned",
    _("who is summoned without being named"),
    {
        "nobody": _("nobody: the defendant is named, only the abode is not known"),
        "holders": _("holders of shares or other securities that are not registered by name"),
        "users": _("users of general terms and conditions that are said to be unreasonable (1003 Rv)"),
    },
)
FORM = Choice(
    "form",
    _("how the short judgment was given"),
    {"written": _("in writing"), "oral": _("orally at the hearing")},
)


_ALL = (
    Rule(
        "2.2",
        _("Unavailable dates: the six weeks the application must cover"),
        (Fact("filed", _("day the application was filed")),),
        "window",
        (article(PR, "2.2"),),
        rules.unavailable_dates,
    ),
    Rule(
        "3.16",
        _("Other pieces: later ones are in principle disregarded"),
        (HEARING_AT,),
        "latest",
        (article(PR, "3.16"),),
        rules.file_other_pieces,
    ),
    Rule(
        "4.2",
        _("Tell the defendant the day of the hearing"),
        (Fact("received", _("day the hearing date was received")),),
        "latest",
        (article(PR, "4.2"),),
        rules.tell_the_defendant,
    ),
    Rule(
        "5.3",
        _("File a copy of the served writ with its exhibits"),
        (HEARING,),
        "latest",
        (article(PR, "5.3"),),
        rules.file_served_writ,
        (CHANNEL,),
    ),
    Rule(
        "6.2",
        _("Send a counterclaim or incidental claim"),
        (HEARING_AT,),
        "latest",
        (article(PR, "6.2"),),
        rules.announce_counterclaim,
    ),
    Rule(
        "7.1",
        _("Pay the court fee"),
        (Fact("appeared", _("day of the first hearing (claimant) or of appearance (defendant)")),),
        "latest",
        (article(PR, "7.1"), article(WGBZ, "3(3)")),
        rules.pay_fee,
    ),
    Rule(
        "7.4",
        _("File the definitive legal-aid decision"),
        (
            JUDGMENT,
            Fact("extended", _("day until which the registry gave more time, if it did"), optional=True),
            Fact("obtained", _("day on which the registry gave more time"), optional=True),
        ),
        "latest",
        (article(PR, "7.4"),),
        rules.file_legal_aid,
        (CHANNEL,),
    ),
    Rule(
        "7.5",
        _("Pay the full fee when legal aid did not come"),
        (
            Fact("missed", _("last day of the missed term of article 7.4")),
            Fact("refused", _("day legal aid was refused or withdrawn")),
        ),
        "latest",
        (article(PR, "7.5"),),
        rules.pay_full_fee,
        one_of=True,
    ),
    Rule(
        "7.6",
        _("File legal aid after the fact to lower the fee"),
        (JUDGMENT,),
        "latest",
        (article(PR, "7.6"), article(WGBZ, "16(4)")),
        rules.file_late_legal_aid,
        (CHANNEL,),
    ),
    Rule(
        "7.7",
        _("Pay the higher fee after an increase of the claim"),
        (Fact("increased", _("day the claim was increased")),),
        "latest",
        (article(PR, "7.7"), article(WGBZ, "12(4)")),
        rules.pay_higher_fee,
    ),
    Rule(
        "8.1",
        _("Ask a decision on costs after withdrawal"),
        (
            Fact("summoned", _("day for which the defendant was summoned")),
            Fact(
                "first-summoned",
                _("day for which the defendant was summoned before the hearing was moved"),
                optional=True,
            ),
        ),
        "latest",
        (article(PR, "8.1"),),
        rules.ask_costs,
        (CHANNEL,),
    ),
    Rule(
        "9.1",
        _("Ask to move the hearing"),
        (HEARING_AT,),
        "latest",
        (article(PR, "9.1"),),
        rules.ask_to_move,
    ),
    Rule(
        "10.3",
        _("Extract from the trade register: oldest date it may bear"),
        (HEARING,),
        "oldest",
        (article(PR, "10.3"),),
        rules.oldest_extract,
    ),
    Rule(
        "10.5",
        _("Ask for the presence of a detained party"),
        (HEARING,),
        "latest",
        (article(PR, "10.5"),),
        rules.ask_for_detained_party,
        (CHANNEL,),
    ),
    Rule(
        "12.2",
        _("Judgment: usual day, two weeks after the hearing"),
        (HEARING,),
        "proposal",
        (article(PR, "12.2"),),
        rules.judgment_day,
    ),
    Rule(
        "12.3",
        _("Record of the hearing after an oral judgment"),
        (JUDGMENT,),
        "latest",
        (article(PR, "12.3"), article(RV, "29a(4)")),
        rules.give_record,
    ),
    Rule(
        "12.4",
        _("Worked-out version of a short judgment"),
        (JUDGMENT,),
        "latest",
        (article(PR, "12.4"),),
        rules.give_worked_out_judgment,
        (FORM,),
    ),
    Rule(
        "VI-6.8",
        _("File after an outage on the last day of a term"),
        (
            Fact("last-day", _("last day of the term, on which the outage was")),
            Fact("known-fixed", _("day on which one could know that it was fixed")),
        ),
        "latest",
        (article(PR, "VI 6.8"), article(BEP, "8")),
        rules.after_outage,
        (Choice("channel", _("way of filing"), {"veilig-mailen": VEILIG_MAILEN, "digital": DIGITAL}),),
    ),
    Rule(
        "Rv114",
        _("Earliest hearing after service: known abode in the Netherlands"),
        (SERVED,),
        "earliest",
        (article(RV, "114"), article(RV, "119")),
        rules.notice_netherlands,
    ),
    Rule(
        "Rv115",
        _("Earliest hearing after service: no known abode in the Netherlands"),
        (
            SERVED,
            Fact(
                "sent",
                _("day the bailiff sent the writ abroad under the EU service regulation"),
                optional=True,
            ),
        ),
        "earliest",
        (article(RV, "115"), article(RV, "119")),
        rules.notice_abroad,
        (ADDRESSEE,),
    ),
    Rule(
        "Rv116",
        _("Earliest hearing after service: defendants who are not named"),
        (SERVED,),
        "earliest",
        (article(RV, "116"), article(RV, "119")),
        rules.notice_unnamed,
        (SUMMONED,),
    ),
    Rule(
        "Atw",
        _("Any term of a statute, counted forward"),
        (
            Fact("after", _("day of the event"), "after"),
            Fact("length", _("length of the term: 24h, 3d, 4w, 3m or 1y"), "length"),
        ),
        "latest",
        (article(ATW, "1"), article(ATW, "2"), article(ATW, "4")),
        rules.any_statutory_term,
    ),
)
RULES: Mapping[str, Rule] = {rule.name: rule for rule in _ALL}


def answerable(known: Collection[str]) -> tuple[Rule, ...]:
    """Give the rules that can be asked when only these facts are known: all dates that follow from them."""
    return tuple(
        rule
        for rule in RULES.values()
        if (any if rule.one_of else all)(fact.optional or fact.key in known for fact in rule.facts)
    )
