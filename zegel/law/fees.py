"""Chapter 7, *griffierecht*: who owes it from when, how much, and what makes it go up or down.

The amounts are `data/fees/<year>.toml`, each with its evidence. Only an amount read in the official instrument is
`verified`; any other must be shown as to be confirmed, never as a fact. Sources: chapter 7 PR and the Wet
griffierechten burgerlijke zaken (Wgbz).
"""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, Literal

from zegel.law.courts import Matter
from zegel.law.decisions import Decision
from zegel.law.interpretations import USUAL, Settings, read
from zegel.law.sources import RV, WGBZ, Article, article
from zegel.law.texts import Phrase
from zegel.law.verdicts import Answer, Row, answer, for_judge, passed, read_as, refused

Person = Literal["legal", "natural", "indigent"]
Evidence = Literal["official", "agreeing", "single", "derived"]
Role = Literal[
    "claimant", "defendant", "counterclaimant", "joining claimant", "joining defendant", "intervening"
]
AidDocument = Literal["toevoeging", "inkomensverklaring", "toevoegingsaanvraag"]

PLACE = article(WGBZ, "annex")
UNCONFIRMED = "to be confirmed against the official tariff"
MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Amount:
    """Whole euros and how sure they are."""

    euros: int
    evidence: Evidence

    @property
    def verified(self) -> bool:
        """Say whether the amount was read in the official instrument."""
        return self.evidence == "official"


@dataclass(frozen=True, slots=True)
class Bracket:
    """One line of the tariff: claims up to an amount (`None`: no upper end), or of undetermined value."""

    judge: str
    up_to: Decimal | None
    undetermined: bool
    legal: Amount
    natural: Amount

    def above(self, other: "Bracket") -> bool:
        """Say whether this line is for larger claims than another."""
        return other.up_to is not None and (self.up_to is None or self.up_to > other.up_to)


@dataclass(frozen=True, slots=True)
class Tariff:
    """One year's tariff with its source."""

    year: int
    instrument: str
    sources: tuple[str, ...]
    note: str
    indigent: Amount
    brackets: tuple[Bracket, ...]


@dataclass(frozen=True, slots=True)
class Fee:
    """What one party, or several together, owe by the tariff of a year."""

    amount: Amount
    year: int
    person: Person
    bracket: Bracket
    sources: tuple[str, ...]
    articles: tuple[Article, ...]

    def text(self) -> str:
        """Give the amount in words that never make an unverified one look certain."""
        return f"€ {self.amount.euros}" if self.amount.verified else f"€ {self.amount.euros} ({UNCONFIRMED})"


@cache
def tariffs() -> tuple[Tariff, ...]:
    """Give all tariffs known, by year."""
    folder = resources.files("zegel.law") / "data" / "fees"
    found = (
        _tariff(tomllib.loads(f.read_text("utf-8"))) for f in folder.iterdir() if f.name.endswith(".toml")
    )
    return tuple(sorted(found, key=lambda tariff: tariff.year))


def tariff_of(day: date) -> Tariff | None:
    """Give the tariff for a first hearing on this day; nothing for a year not known."""
    return next((tariff for tariff in tariffs() if tariff.year == day.year), None)


def fee(
    matter: Matter, claim: Decimal | None, person: Person, day: date, *, natural_party: bool = False
) -> Fee | Decision:
    """Compute a fee by matter, claim in the writ (`None`: undetermined value), person and day of first hearing.

    `natural_party` says whether any party to the case is a natural person: then nobody pays by the line above a million
    (Wgbz 3(6)), a company neither. Refuses a year without tariff. Raises ValueError for a negative claim.
    """
    if claim is not None and claim < 0:
        raise ValueError("a claim is not negative")
    tariff = tariff_of(day)
    if tariff is None:
        reason = "no tariff is known for {year}"
        return refused("7.1-d", reason, "7.1", PLACE, override="clerk", year=day.year)
    judge = "kantonrechter" if matter == "kanton" else "voorzieningenrechter"
    bracket = _bracket(tariff, judge, claim, one_lower=natural_party or person != "legal")
    amount = {"legal": bracket.legal, "natural": bracket.natural, "indigent": tariff.indigent}[person]
    return Fee(
        amount,
        tariff.year,
        person,
        bracket,
        tariff.sources,
        (article(WGBZ, "10"), article(WGBZ, "3(6)"), PLACE),
    )


def owes(matter: Matter, role: Role, *, called: bool = False, appeared: bool = False) -> Answer[bool]:
    """Say whether a party owes a fee: the claimant from the first call, the defendant when it appears, not in kanton."""
    if role == "counterclaimant":
        return answer("6-fee", False, "no fee for a counterclaim", "7.7", article(WGBZ, "4(2)(b)"))
    if matter == "kanton" and role in {"defendant", "joining defendant"}:
        where = article(WGBZ, "4(1)(b)") if role == "defendant" else article(WGBZ, "5(1)")
        return answer("7.1-b", False, "no fee on the defendant's side in kanton", "7.1", where)
    if role == "claimant":
        return answer("7.1-a", called, "the claimant owes from the first call of the case", "7.1")
    if role == "defendant":
        return answer("7.1-b", appeared, "the defendant owes when it appears at the hearing", "7.1")
    return answer("7.1-d", True, "joining or intervening is treated as a new case", article(WGBZ, "5(1)"))


def owes_after_withdrawal(matter: Matter, role: Role, costs_asked: bool) -> Answer[bool]:
    """Say who owes after withdrawal: nobody, until the defendant asks for a decision on costs (8.1)."""
    if not costs_asked:
        return answer("8.1-c", False, "withdrawn before the case was called", "7.1", "8.1")
    owing = role == "claimant" or (role == "defendant" and matter != "kanton")
    return answer("8.1-c", owing, "from the moment the defendant asks for a decision on costs", "8.1")


def may_share(same_representative: bool, equal_pleadings: bool) -> Decision:
    """Let parties owe one fee together: same lawyer or *gemachtigde*, and the same pleadings."""
    if same_representative and equal_pleadings:
        return passed("7.1-e", "one fee together", "5.1", article(WGBZ, "15"))
    return refused(
        "7.1-e", "one fee needs the same representative and the same pleadings", "5.1", article(WGBZ, "15")
    )


def shared_person(persons: Collection[Person]) -> Answer[Person]:
    """Give the tariff of a shared fee: with a legal person that one's, with anybody not indigent not the lowest."""
    order: tuple[Person, ...] = ("legal", "natural", "indigent")
    highest = next(person for person in order if person in persons)
    return answer("7.1-e", highest, "the tariff for parties together", article(WGBZ, "15"))


def aid_shown(document: AidDocument | None, shown: date | None, hearing: date) -> Decision:
    """Check that proof of legal aid, income or the application for aid was filed at latest at the hearing."""
    if document is None or shown is None or shown > hearing:
        return refused(
            "7.2-a", "not filed at latest at the hearing: the full fee", "7.2", "7.3", article(WGBZ, "16")
        )
    return passed("7.2-a", "{document} filed in time", "7.2", document=document)


def levied_as(person: Person, aid: Decision) -> Answer[Person]:
    """Give the tariff that is levied: the one for *onvermogenden* when 7.2 is met, otherwise the full fee."""
    if aid:
        return answer("7.3", "indigent", "the fee for who shows aid, income or an application", "7.3")
    full: Person = "natural" if person == "indigent" else person
    return answer("7.3", full, "the full fee", "7.3")


def raised_to_full(
    levied_on: AidDocument, *, granted_in_time: bool, refused_or_withdrawn: bool
) -> Answer[bool]:
    """Say whether a low fee is raised: the grant not filed in time (7.4), or refused or withdrawn (7.5)."""
    if refused_or_withdrawn:
        return answer(
            "7.5-b", True, "aid was refused or withdrawn: the full fee", "7.5", article(WGBZ, "16(3)")
        )
    if levied_on == "toevoegingsaanvraag" and not granted_in_time:
        return answer("7.5-a", True, "the definitive grant was not filed in time: the full fee", "7.4", "7.5")
    return answer("7.5-a", False, "the low fee stays", "7.4", "7.5")


def may_lower(filed_in_time: bool, excusable: bool | None) -> Decision:
    """Lower a full fee when aid is shown within four weeks and not having applied was excusable; a person weighs that."""
    places = ("7.6", article(WGBZ, "16(4)"))
    if not filed_in_time:
        return refused("7.6", "filed later than four weeks after judgment or striking out", *places)
    if excusable is None:
        return for_judge("7.6", "was it excusable not to apply for aid in time?", *places)
    if not excusable:
        return refused("7.6", "it was not excusable not to apply for aid in time", *places)
    return passed("7.6", "lowered to the fee for onvermogenden; the difference is paid back", *places)


def raised_for_claim(
    owed: Fee,
    matter: Matter,
    claim: Decimal,
    day: date,
    *,
    counterclaim: bool,
    aid: bool,
    natural_party: bool = False,
) -> Answer[int] | Decision:
    """Give the euros by which a larger money claim raises a fee: a higher bracket by the tariff of that day.

    Not for a counterclaim, nor when proof of aid is shown then. A smaller claim lowers nothing (Wgbz 13). If the
    judge disregards the increase, what was paid is paid back (12(4)).
    """
    places = ("7.7", article(WGBZ, "12"), article(WGBZ, "13"))
    if counterclaim or aid:
        reason = (
            "no increase for a counterclaim" if counterclaim else "proof of aid was shown at the increase"
        )
        return answer("7.7", 0, reason, *places)
    higher = fee(matter, claim, owed.person, day, natural_party=natural_party)
    if isinstance(higher, Decision):
        return higher
    more = max(0, higher.amount.euros - owed.amount.euros) if higher.bracket.above(owed.bracket) else 0
    reason = "by the tariff on the day of the increase: € {euros}"
    if not higher.amount.verified:
        reason = (
            "by the tariff on the day of the increase: € {euros}, to be confirmed against the official tariff"
        )
    return answer("7.7", more, reason, *places, euros=higher.amount.euros)


def raised_for(
    matter: Matter, defendant_appeared: bool, settings: Settings = USUAL
) -> Answer[tuple[Role, ...]]:
    """Say whose fee a larger money claim raises: reading I-10. In kanton the defendant owes none to raise."""
    roles, reading = read("I-10", settings, lambda used: _owing(matter, defendant_appeared, used))
    found = answer(
        "7.7 (who)", roles, "who pays: {how}", "7.7", article(WGBZ, "12(1)"), how=Phrase(reading.text)
    )
    return read_as(found, reading)


def _owing(matter: Matter, defendant_appeared: bool, used: str) -> tuple[Role, ...]:
    both = used == "parties" and defendant_appeared and matter != "kanton"
    return ("claimant", "defendant") if both else ("claimant",)


def collected_by(paid: bool) -> Answer[str]:
    """Say how an unpaid fee is collected: by *dwangbevel*. The case goes on: 254(4) Rv excludes 127a and 128(6)."""
    if paid:
        return answer("7.1-c", "nothing", "the fee was paid", "7.1")
    reason = "unpaid: no dismissal and no default in kort geding; collected by warrant"
    return answer("7.1-c", "dwangbevel", reason, "7.1", article(WGBZ, "30"), article(RV, "254(4)"))


def _bracket(tariff: Tariff, judge: str, claim: Decimal | None, *, one_lower: bool) -> Bracket:
    lines = [line for line in tariff.brackets if line.judge == judge]
    if claim is None:
        return next(line for line in lines if line.undetermined)
    ends = [line.up_to for line in lines]
    if one_lower and MILLION in ends:
        lines = lines[: ends.index(MILLION) + 1]
    return next((line for line in lines if line.up_to is None or claim <= line.up_to), lines[-1])


def _tariff(data: dict[str, Any]) -> Tariff:
    brackets = tuple(
        Bracket(
            line["judge"],
            Decimal(line["up_to"]) if "up_to" in line else None,
            line.get("undetermined", False),
            Amount(**line["legal"]),
            Amount(**line["natural"]),
        )
        for line in data["bracket"]
    )
    indigent = Amount(**data["indigent"])
    return Tariff(data["year"], data["instrument"], tuple(data["sources"]), data["note"], indigent, brackets)


ROWS = (
    Row("7.1-a", "7.1", "computed", owes, "fees"),
    Row("7.1-b", "7.1", "computed", owes, "fees"),
    Row("7.1-c", "7.1", "computed", collected_by, "fees"),
    Row("7.1-d", "7.1", "computed", fee, "fees"),
    Row("7.1-e (joint)", "7.1", "enforced", may_share, "fees"),
    Row("7.1-e (tariff)", "7.1", "computed", shared_person, "fees"),
    Row("7.2-a", "7.2", "enforced", aid_shown, "fees"),
    Row("7.3", "7.3", "computed", levied_as, "fees"),
    Row("7.5-a", "7.5", "computed", raised_to_full, "fees"),
    Row("7.5-b", "7.5", "computed", raised_to_full, "fees"),
    Row("7.6", "7.6", "enforced", may_lower, "fees"),
    Row("7.7", "7.7", "computed", raised_for_claim, "fees"),
    Row("7.7 (who)", "7.7", "computed", raised_for, "fees"),
)
