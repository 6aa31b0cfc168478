"""The terms themselves: one short function a rule, saying in words which counting its article asks.

Each takes the reckoning and the facts and gives the value found. Forward terms leave out the day of the
event; backward terms leave out the day of the hearing and are never moved by the Atw (art. 1(2)).
"""

from dataclasses import dataclass
from datetime import date, datetime

from zegel.law.errors import LawError
from zegel.law.sources import ATW, BEP, PR, RV, WGBZ, Article, article
from zegel.law.terms.given import Given
from zegel.law.terms.lengths import Length, add_months
from zegel.law.terms.moments import end_of
from zegel.law.terms.reckoning import ONE_DAY, Reckoning
from zegel.law.texts import Phrase
from zegel.law.texts import gettext_noop as _

FOUR_WEEKS = Length(4, "weeks")
TWO_WEEKS = Length(2, "weeks")
ONE_WEEK = Length(1, "weeks")
HEARING = Phrase(_("the hearing"))
JUDGMENT = Phrase(_("the judgment or striking out"))
SERVICE = Phrase(_("the service of the writ"))


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: the value, the end of its last day where that is known, the start of a window."""

    value: date | datetime
    until: datetime | None = None
    since: date | None = None


def unavailable_dates(reckoning: Reckoning, given: Given) -> Found:
    """Verhinderdata, PR 2.2: the window of six weeks after filing; a window, so never extended."""
    filed = given.day("filed")
    end = reckoning.count(filed, Length(6, "weeks"), Phrase(_("the filing")), article(PR, "2.2"))
    return Found(end, since=filed)


def tell_the_defendant(reckoning: Reckoning, given: Given) -> Found:
    """Mededeling dagbepaling, PR 4.2: at the latest two days after receipt; reading I-5."""
    received, where = given.day("received"), article(PR, "4.2")
    reading = reckoning.setting("I-5")
    if reading == "working-days":
        end = reckoning.calendar.ordinary_after(received, 2)
        text = _("The second working day after receipt is {end}.")
        reckoning.step(text, where, before=received, after=end, end=end)
        return Found(end, end_of(end))
    end = reckoning.count(received, Length(2, "days"), Phrase(_("the receipt")), where)
    if reading == "extended":
        end = reckoning.extend(end)
    else:
        end = reckoning.leave(end, _("The text says days, so free days count."), where)
    return Found(end, end_of(end))


def three_working_days_before(reckoning: Reckoning, given: Given) -> Found:
    """Uiterlijk drie werkdagen vóór de mondelinge behandeling, PR 5.3 and 10.5; reading I-3."""
    number = 3 if reckoning.setting("I-3") == "third" else 4
    last = reckoning.working_days_before(given.day("hearing"), number, HEARING)
    return Found(last, reckoning.end_of_day(last, given.choice("channel")))


def file_other_pieces(reckoning: Reckoning, given: Given) -> Found:
    """Processtukken, PR 3.16: within 24 uur (één werkdag) of the hearing in principle disregarded."""
    return _one_working_day_before(reckoning, given.moment("hearing"), article(PR, "3.16"))


def announce_counterclaim(reckoning: Reckoning, given: Given) -> Found:
    """Eis in reconventie of incident, PR 6.2: at the latest 24 uur (één werkdag) before the hearing."""
    return _one_working_day_before(reckoning, given.moment("hearing"), article(PR, "6.2"))


def ask_to_move(reckoning: Reckoning, given: Given) -> Found:
    """Verplaatsingsverzoek, PR 9.1: until 24 elapsed hours before the hearing, also on a Sunday.

    The article lacks the words "(één werkdag)" of 3.16 and 6.2.
    """
    return Found(reckoning.elapsed(given.moment("hearing"), -24, article(PR, "9.1")))


def pay_fee(reckoning: Reckoning, given: Given) -> Found:
    """Griffierecht, PR 7.1 and Wgbz 3(3): credited within four weeks; a statutory term."""
    event = Phrase(_("the first hearing or the appearance"))
    return _four_weeks_by_statute(reckoning, given.day("appeared"), event, article(WGBZ, "3(3)"))


def pay_full_fee(reckoning: Reckoning, given: Given) -> Found:
    """Verhoging griffierecht bij toevoeging, PR 7.5: four weeks after the missed term or the refusal.

    Only the refusal has a statutory twin (Wgbz 16(3)); for the missed term reading I-1.
    """
    if "refused" in given:
        event = Phrase(_("the refusal or withdrawal"))
        return _four_weeks_by_statute(reckoning, given.day("refused"), event, article(WGBZ, "16(3)"))
    end = reckoning.count(given.day("missed"), FOUR_WEEKS, Phrase(_("the missed term")), article(PR, "7.5"))
    end = _by_regulation(reckoning, end)
    return Found(end, end_of(end))


def file_legal_aid(reckoning: Reckoning, given: Given) -> Found:
    """Definitieve toevoeging, PR 7.4: within four weeks after judgment or doorhaling; reading I-1."""
    end = reckoning.count(given.day("judgment"), FOUR_WEEKS, JUDGMENT, article(PR, "7.4"))
    end = _by_regulation(reckoning, end)
    return Found(end, reckoning.end_of_day(end, given.choice("channel")))


def file_late_legal_aid(reckoning: Reckoning, given: Given) -> Found:
    """Verlaging griffierecht bij toevoeging, PR 7.6 beside Wgbz 16(4); readings I-9 and I-1."""
    judgment = given.day("judgment")
    if reckoning.setting("I-9") == "statute":
        text = _("The statute wants the piece before the final judgment is given.")
        reckoning.step(text, article(WGBZ, "16(4)"), before=judgment, after=judgment)
        return Found(judgment)
    end = reckoning.count(judgment, FOUR_WEEKS, JUDGMENT, article(PR, "7.6"))
    end = _by_regulation(reckoning, end)
    return Found(end, reckoning.end_of_day(end, given.choice("channel")))


def pay_higher_fee(reckoning: Reckoning, given: Given) -> Found:
    """Verhoging griffierecht bij eisvermeerdering, PR 7.7 and Wgbz 12(4): statutory; I-10 on who pays."""
    reckoning.setting("I-10")
    event = Phrase(_("the increase of the claim"))
    return _four_weeks_by_statute(reckoning, given.day("increased"), event, article(WGBZ, "12(4)"))


def ask_costs(reckoning: Reckoning, given: Given) -> Found:
    """Proceskosten na intrekking, PR 8.1: within fourteen days after the summoned date; I-12 and I-1."""
    reckoning.setting("I-12")
    event = Phrase(_("the hearing for which the defendant was summoned"))
    end = reckoning.count(given.day("summoned"), Length(14, "days"), event, article(PR, "8.1"))
    end = _by_regulation(reckoning, end)
    return Found(end, reckoning.end_of_day(end, given.choice("channel")))


def oldest_extract(reckoning: Reckoning, given: Given) -> Found:
    """Uittreksel handelsregister, PR 10.3: not older than one month on the day of the hearing."""
    hearing = given.day("hearing")
    oldest = add_months(hearing, -1)
    text = _("One month before {hearing} is {oldest}; an extract of that day is not too old.")
    where = article(PR, "10.3")
    reckoning.step(text, where, before=hearing, after=oldest, hearing=hearing, oldest=oldest)
    return Found(oldest)


def judgment_day(reckoning: Reckoning, given: Given) -> Found:
    """Uitspraaktermijn, PR 12.2: in principle two weeks after the hearing; the judge decides.

    A free day is never proposed; setting 12.2 says which neighbour is.
    """
    where = article(PR, "12.2")
    usual = reckoning.count(given.day("hearing"), TWO_WEEKS, HEARING, where)
    if reckoning.calendar.is_ordinary(usual):
        return Found(usual)
    if reckoning.setting("12.2") == "following":
        found = reckoning.calendar.ordinary_after(usual)
    else:
        found = reckoning.calendar.ordinary_before(usual)
    text = _("{usual} is free; {found} is proposed and the judge decides.")
    reckoning.step(text, where, before=usual, after=found, usual=usual, found=found)
    return Found(found)


def give_record(reckoning: Reckoning, given: Given) -> Found:
    """Proces-verbaal van mondelinge uitspraak, PR 12.3: within two weeks; reading I-1.

    Rv 29a is said to hold the same term; its text was not seen, so the term counts as one of the
    regulation.
    """
    return _two_weeks_after_judgment(reckoning, given, article(PR, "12.3"))


def give_worked_out_judgment(reckoning: Reckoning, given: Given) -> Found:
    """Uitgewerkte versie na verkorte uitspraak, PR 12.4: at the latest two weeks later; reading I-1."""
    return _two_weeks_after_judgment(reckoning, given, article(PR, "12.4"))


def after_outage(reckoning: Reckoning, given: Given) -> Found:
    """Verschoonbare termijnoverschrijding, PR VI 6.8 and, for the digital system, Bep 8.

    The day after the day on which the filer could know that the outage was fixed. Refuses an outage that
    was over before the last day of the term: only one on the last day excuses.
    """
    last, known = given.day("last-day"), given.day("known-fixed")
    digital = given.choice("channel") == "digital"
    where = article(BEP, "8") if digital else article(PR, "VI 6.8")
    if known < last:
        raise LawError(
            "outage-not-on-last-day",
            _("The outage was known to be fixed on {known}, before the last day {last}: it excuses nothing."),
            {"known": known, "last": last},
            (where,),
        )
    end = known + ONE_DAY
    text = _("The outage was known to be fixed on {known}; the next day is {end}.")
    reckoning.step(text, where, before=known, after=end, known=known, end=end)
    if digital and reckoning.setting("Bep-8") == "extend":
        reckoning.step(_("The term stands in an order in council."), article(ATW, "5"), before=end, after=end)
        end = reckoning.extend(end)
    else:
        end = reckoning.leave(end, _("The text says the next day, free or not."), where)
    return Found(end, reckoning.end_of_day(end, given.choice("channel")))


def notice_netherlands(reckoning: Reckoning, given: Given) -> Found:
    """Dagvaardingstermijn, Rv 114: at least one week."""
    return _notice(reckoning, given, ONE_WEEK, article(RV, "114"))


def notice_abroad(reckoning: Reckoning, given: Given) -> Found:
    """Dagvaardingstermijn, Rv 115: four weeks, three months, or one week when served in the Netherlands."""
    length, paragraph = {
        "treaty": (FOUR_WEEKS, "115(1)"),
        "elsewhere": (Length(3, "months"), "115(2)"),
        "in-netherlands": (ONE_WEEK, "115(3)"),
    }[given.choice("addressee")]
    return _notice(reckoning, given, length, article(RV, paragraph))


def notice_unknown(reckoning: Reckoning, given: Given) -> Found:
    """Dagvaardingstermijn, Rv 116: four weeks when no abode is known."""
    return _notice(reckoning, given, FOUR_WEEKS, article(RV, "116"))


def any_statutory_term(reckoning: Reckoning, given: Given) -> Found:
    """Any term set in a statute and counted forward, Atw 1, 2 and 4; `after` needs a time for hours."""
    length, where = given.length("length"), article(ATW, "1(1)")
    if length.unit == "hours":
        return Found(reckoning.elapsed(given.moment("after"), length.number, article(ATW, "4 a")))
    day = given.day("after")
    end = reckoning.by_statute(day, reckoning.count(day, length, Phrase(_("the event")), where), length)
    return Found(end, end_of(end))


def _one_working_day_before(reckoning: Reckoning, hearing: datetime, where: Article) -> Found:
    """Count 24 uur (één werkdag) back from the hearing: reading I-2."""
    if reckoning.setting("I-2") == "hours":
        return Found(reckoning.elapsed(hearing, -24, where))
    day = reckoning.working_days_before(hearing.date(), 1, HEARING)
    return Found(reckoning.same_time(day, hearing, where))


def _two_weeks_after_judgment(reckoning: Reckoning, given: Given, where: Article) -> Found:
    event = Phrase(_("the judgment"))
    end = _by_regulation(reckoning, reckoning.count(given.day("judgment"), TWO_WEEKS, event, where))
    return Found(end, end_of(end))


def _four_weeks_by_statute(reckoning: Reckoning, day: date, event: Phrase, where: Article) -> Found:
    end = reckoning.by_statute(day, reckoning.count(day, FOUR_WEEKS, event, where), FOUR_WEEKS)
    return Found(end, end_of(end))


def _by_regulation(reckoning: Reckoning, end: date) -> date:
    """Extend, or not, a term that stands only in the regulation: reading I-1."""
    if reckoning.setting("I-1") == "extend":
        return reckoning.extend(end)
    text = _("The statute does not speak of terms in a regulation of the courts: no extension.")
    return reckoning.leave(end, text, article(ATW, "1(1)"))


def _notice(reckoning: Reckoning, given: Given, length: Length, where: Article) -> Found:
    """Count a notice period: neither the day of service nor the day of the hearing counts (Rv 119)."""
    served = given.day("served")
    end = reckoning.count(served, length, SERVICE, where)
    if reckoning.setting("Rv-119") == "extend":
        end = reckoning.by_statute(served, end, length)
    hearing = end + ONE_DAY
    text = _("The day of the hearing is not counted either; the earliest hearing is on {hearing}.")
    reckoning.step(text, article(RV, "119"), before=end, after=hearing, hearing=hearing)
    return Found(hearing)
