"""Chapter 1, *algemene bepalingen*: scope, definitions, digital or not, notification, deviation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal

from zegel.law.calendar import Calendar
from zegel.law.courts import Matter
from zegel.law.decisions import Decision
from zegel.law.interpretations import USUAL, Settings, read
from zegel.law.sources import BEP, RV, article
from zegel.law.texts import Phrase
from zegel.law.verdicts import Answer, Row, answer, for_judge, passed, read_as, refused, warned

Channel = Literal["digital", "paper", "veilig mailen"]
Role = Literal["filer", "clerk", "judge"]

OFFICE_OPENS = time(8, 30)
OFFICE_CLOSES = time(17)

PROCEEDINGS = {
    "kort geding": True,
    "deurwaarderskortgeding": False,
    "verzoekschrift": False,
}
DOCUMENT_KINDS = {
    "aanvraag": "bericht",
    "voorstel": "bericht",
    "verzoek": "bericht",
    "opgave": "bericht",
    "mededeling": "bericht",
    "dagvaarding": "processtuk",
    "conclusie": "processtuk",
    "eis in reconventie": "processtuk",
    "incidentele vordering": "processtuk",
    "eisverandering": "processtuk",
    "spreekaantekeningen": "processtuk",
    "productie": "processtuk",
}
LOGIN_ISSUERS = frozenset({"government", "supervised organisation", "NOvA"})
STRONG_LEVELS = frozenset({"substantieel", "hoog"})
_MAY_DECIDE: dict[str, tuple[Role, ...]] = {
    "nobody": (),
    "filer": ("filer", "clerk", "judge"),
    "clerk": ("clerk", "judge"),
    "judge": ("judge",),
}


@dataclass(frozen=True, slots=True)
class ChannelChange:
    """A party's change of channel: its own switch (1.6) or an exclusion by the judge (1.8)."""

    kind: Literal["switch", "exclusion", "end of exclusion"]
    effective: datetime
    to: Channel


def within_scope(proceedings: str) -> Decision:
    """Accept *kort gedingen* only; not the bailiff's own (438(5) Rv) and no petitions."""
    if PROCEEDINGS.get(proceedings):
        return passed("1.1-a", "these proceedings fall under the regulation", "1.1")
    places = ("1.1", article(RV, "438(5)")) if proceedings == "deurwaarderskortgeding" else ("1.1",)
    reason = "{proceedings}: these proceedings do not fall under the regulation"
    return refused("1.1-a", reason, *places, override="clerk", proceedings=proceedings)


def change_of_date(at: datetime, called_at: datetime | None) -> Answer[str]:
    """Name a new date by the moment it is asked: before the case is called *verplaatsing*, after it *aanhouding*."""
    if called_at is None or at < called_at:
        return answer(
            "1.2-a", "verplaatsing", "before the case is called a new date is a verplaatsing", "1.2", "9.1"
        )
    return answer(
        "1.2-a", "aanhouding", "after the case is called a new date is an aanhouding", "1.2", "10.10"
    )


def document_kind(kind: str) -> Answer[str] | Decision:
    """Say whether a document is a *bericht* or a *processtuk*; an unknown kind is for the clerk to name."""
    if kind in DOCUMENT_KINDS:
        return answer("1.2-b", DOCUMENT_KINDS[kind], "{kind} by the definitions d and n", "1.2", kind=kind)
    return warned("1.2-b", "{kind} is not a known kind of document", "1.2", kind=kind)


def matter_of(before_canton_judge: bool, book_three_title_six: bool) -> Answer[Matter]:
    """Name the matter: *kanton* before the kantonrechter, *familie* by Book 3 title 6 Rv, otherwise *handel*."""
    places = ("1.2", article(RV, "Book 3 title 6"))
    if before_canton_judge:
        return answer("1.2-c", "kanton", "the claimant chose the kantonrechter", "1.2")
    if book_three_title_six:
        return answer("1.2-c", "familie", "the subject stands in Book 3 title 6 Rv", *places)
    return answer("1.2-c", "handel", "neither before the kantonrechter nor a family matter", *places)


def may_join(role: str, decision: str | None) -> Decision:
    """Let a *gevoegde* or *tussenkomende partij* in only by a decision in incident."""
    if role not in {"gevoegd", "tussenkomend"}:
        return passed("1.2-d", "this party needs no leave to take part", "1.2")
    if decision:
        return passed("1.2-d", "admitted by decision {decision}", "1.2", decision=decision)
    return refused("1.2-d", "a joining or intervening party needs the judge's decision first", "1.2")


def may_record_call(recorded: datetime | None) -> Decision:
    """Let the moment of *uitroepen* be recorded once, at the first hearing."""
    if recorded is None:
        return passed("1.2-e", "the case has not been called yet", "1.2")
    reason = "the case was called at {recorded}; that moment is fixed"
    return refused("1.2-e", reason, "1.2", override="nobody", recorded=recorded)


def office_open(
    working_day: bool, at: time, opens: time = OFFICE_OPENS, closes: time = OFFICE_CLOSES
) -> Answer[bool]:
    """Say whether the office answers the telephone; a court's own hours go before the usual ones."""
    is_open = working_day and opens <= at < closes
    reason = "the office answers on working days from {opens} to {closes}"
    return answer("1.3-a", is_open, reason, "1.3", opens=f"{opens:%H:%M}", closes=f"{closes:%H:%M}")


def sees_digital_dossier(is_party: bool, represented: bool, is_representative: bool) -> Decision:
    """Give the digital dossier to the representative, and to the party only without one (1.4, 1.7)."""
    if is_representative:
        return passed("1.4-b", "the representative has access to the dossier", "1.4")
    if not is_party:
        return refused(
            "1.7-b", "a person sees only the cases in which he is a party", "1.7", override="nobody"
        )
    if represented:
        return refused("1.4-b", "a represented party sees the dossier through its representative", "1.4")
    return passed("1.7-b", "the party has access to its own pending case", "1.7")


def delivery_form(digital: bool, document: str) -> Answer[str]:
    """Deliver on paper or digitally: a digital party gets no paper but the *grosse*."""
    if document == "grosse":
        return answer("1.5-a", "paper", "a grosse is always on paper", "1.5", "12.3", article(BEP, "2(3)"))
    if digital:
        return answer("1.5-a", "digital", "a digital party receives everything digitally", "1.5")
    return answer("1.5-a", "paper", "a party that does not litigate digitally receives paper", "1.10")


def may_switch(changes: Iterable[ChannelChange], voluntary: bool = True) -> Decision:
    """Let a party change between digital and not digital once; a second request is for the judge."""
    if not voluntary:
        return refused("1.6-a", "only who litigates digitally by choice may change", "1.6")
    if any(change.kind == "switch" for change in changes):
        return for_judge("1.6-a", "this party has changed once already; in principle that is all", "1.6")
    return passed("1.6-a", "the first change of this party in the case", "1.6")


def channel_at(first: Channel, changes: Iterable[ChannelChange], at: datetime) -> Answer[Channel]:
    """Give a party's channel at a moment: a change holds from the date the court's confirmation names."""
    current: Channel = first
    for change in sorted(changes, key=lambda c: c.effective):
        if change.effective <= at:
            current = change.to
    return answer("1.6-b", current, "the channel in effect on this date", "1.6", "1.8")


def login_accepted(issuer: str, two_factor: bool, level: str = "") -> Decision:
    """Accept a means of login by art. 4 Besluit elektronisch procederen, to which the Reglement DT refers."""
    places = ("1.7", article(BEP, "4"))
    if issuer not in LOGIN_ISSUERS:
        return refused(
            "1.7-a", "this means of login was not issued by a recognised party", *places, override="nobody"
        )
    if not two_factor and level not in STRONG_LEVELS:
        reason = "the means of login has neither two factors nor level substantieel"
        return refused("1.7-a", reason, *places, override="nobody")
    return passed("1.7-a", "a recognised means of login", *places)


def may_exclude(disturbs: bool, endangers: bool) -> Decision:
    """Ask for the judge's decision to exclude from the digital system, in this case only (1.8)."""
    if disturbs or endangers:
        return for_judge("1.8-a", "the judge may exclude this person, in this case only, by message", "1.8")
    return refused("1.8-a", "exclusion needs disturbance of the system or danger to its integrity", "1.8")


def made_known_at(
    placed: datetime, notified: datetime | None, has_address: bool, settings: Settings = USUAL
) -> Answer[datetime | None] | Decision:
    """Give the moment of *bekendmaking* to a digital party: when the notification was handed over for sending.

    Without an address the regulation fixes no moment; by reading I-6 it is the placement in the dossier, or there is
    none at all.
    """
    if not has_address:
        moment, reading = read("I-6", settings, lambda used: placed if used == "placement" else None)
        reason = "no address was given, at the party's risk: {how}"
        return read_as(answer("1.9-a", moment, reason, "1.9", how=Phrase(reading.text)), reading)
    if notified is None:
        return refused(
            "1.9-a", "not made known yet: the notification has not been sent", "1.9", override="nobody"
        )
    return answer("1.9-a", notified, "made known when the notification was sent", "1.9")


def must_ask_address(first_login_in_case: bool, answered: bool) -> Answer[bool]:
    """Ask for an e-mail address at the first login in each case; declining is an answer."""
    ask = first_login_in_case and not answered
    return answer(
        "1.9-b", ask, "an address is asked once in every case; declining is at one's own risk", "1.9"
    )


def notification_regime(by_connection: bool) -> Answer[str]:
    """Say which notification rule holds: e-mail, or the Reglement DT at the Aansluitpunt."""
    if by_connection:
        return answer("1.9-c", "aansluitpunt", "the Reglement DT says how the Aansluitpunt notifies", "1.9")
    return answer("1.9-c", "e-mail", "a notification goes to the address given", "1.9")


def ways_to_reach(digital: bool, veilig_mailen_basis: bool) -> Answer[tuple[str, ...]]:
    """List the ways by which the judge may write to a party; Veilig Mailen only with a basis of VI 6.3."""
    if digital:
        return answer("1.10-a", ("dossier",), "a digital party is reached through the dossier", "1.10")
    ways = ("letter", "telephone", "veilig mailen") if veilig_mailen_basis else ("letter", "telephone")
    return answer("1.10-a", ways, "a party that does not litigate digitally", "1.10", "VI 6.3")


def consequence_of(breach: Decision) -> Decision:
    """Leave the consequence of a breach to the judge: by nature of the rule and gravity of the default."""
    if breach:
        return breach
    return for_judge(
        "1.11-a", "the judge attaches the fitting consequence to a breach of {rule}", "1.11", rule=breach.rule
    )


def may_override(decision: Decision, by: Role, reason: str) -> Decision:
    """Check a deviation (1.13) or a decision in a gap (1.12): by somebody entitled, with a reason in words."""
    if by not in _MAY_DECIDE[decision.override]:
        return refused(
            "1.13", "{by} may not decide otherwise here", "1.11", "1.13", override="nobody", by=Phrase(by)
        )
    if not reason.strip():
        return refused("1.13", "a deviation needs a reason in words", "1.13", override="nobody")
    return passed(
        "1.13", "decided otherwise by {by}: {why}", "1.12", "1.13", by=Phrase(by), why=reason.strip()
    )


ROWS = (
    Row("1.1-a", "1.1", "enforced", within_scope, "application"),
    Row("1.2-a", "1.2", "computed", change_of_date, "case: hearing"),
    Row("1.2-b", "1.2", "computed", document_kind, "filing"),
    Row("1.2-c", "1.2", "computed", matter_of, "application"),
    Row("1.2-d", "1.2", "enforced", may_join, "case: parties"),
    Row("1.2-e", "1.2", "enforced", may_record_call, "hearing sheet"),
    Row("1.2-f", "1.2", "computed", Calendar.is_ordinary, "deadline calculator"),
    Row("1.3-a", "1.3", "computed", office_open, "application"),
    Row("1.4-a", "1.4", "enforced", "zegel.law.courts.may_litigate_digitally", "filing"),
    Row("1.4-b", "1.4", "enforced", sees_digital_dossier, "case file"),
    Row("1.5-a", "1.5", "computed", delivery_form, "court office: sending"),
    Row("1.6-a", "1.6", "enforced", may_switch, "case: parties"),
    Row("1.6-b", "1.6", "computed", channel_at, "case: parties"),
    Row("1.6-c", "1.6", "computed", "zegel.law.rules.chapter_03.visible_to", "case file"),
    Row("1.7-a", "1.7", "enforced", login_accepted, "login"),
    Row("1.7-b", "1.7", "enforced", sees_digital_dossier, "case file"),
    Row(
        "1.7-c",
        "1.7",
        "computed",
        "zegel.law.rules.duties.duties_after",
        "court office: tasks",
        "opponent litigates digitally",
    ),
    Row("1.8-a", "1.8", "enforced", may_exclude, "case: parties"),
    Row("1.8-b", "1.8", "computed", channel_at, "case: parties"),
    Row("1.9-a", "1.9", "computed", made_known_at, "case file"),
    Row("1.9-b", "1.9", "computed", must_ask_address, "login"),
    Row("1.9-c", "1.9", "computed", notification_regime, "case: parties"),
    Row("1.10-a", "1.10", "computed", ways_to_reach, "court office: sending"),
    Row("1.11-a", "1.11", "enforced", consequence_of, "intake"),
    Row(
        "1.12",
        "1.12",
        "human",
        "decision of the judge with reason, in the case's evidence log",
        "court office: decisions",
    ),
    Row("1.13", "1.13", "enforced", may_override, "court office: decisions"),
)
