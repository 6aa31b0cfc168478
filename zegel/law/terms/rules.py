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
THREE_MONTHS = Length(3, "months")
HEARING = Phrase(_("the hearing"))
JUDGMENT = Phrase(_("the judgment or striking out"))
ORAL_JUDGMENT = Phrase(_("the oral judgment"))
SERVICE = Phrase(_("the service of the writ"))
SENDING = Phrase(_("sending the writ"))


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


def file_served_writ(reckoning: Reckoning, given: Given) -> Found:
    """Betekende dagvaarding, PR 5.3: uiterlijk drie werkdagen vóór de mondelinge behandeling; I-3, and 5.3 on the hour.

    Of pieces sent by Veilig Mailen 3.16 gives 24:00 to exhibits and messages; the writ is neither.
    """
    last, channel = _third_working_day_before(reckoning, given), given.choice("channel")
    if channel == "veilig-mailen" and reckoning.setting("5.3") == "office-hours":
        return Found(last)
    return Found(last, reckoning.end_of_day(last, channel))


def ask_for_detained_party(reckoning: Reckoning, given: Given) -> Found:
    """Aanwezigheid gedetineerde, PR 10.5: uiterlijk drie werkdagen voor de mondelinge behandeling; reading I-3."""
    last = _third_working_day_before(reckoning, given)
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
    return _by_statute(reckoning, given.day("appeared"), FOUR_WEEKS, event, article(WGBZ, "3(3)"))


def pay_full_fee(reckoning: Reckoning, given: Given) -> Found:
    """Verhoging griffierecht bij toevoeging, PR 7.5: four weeks after the missed term or the refusal.

    Only the refusal has a statutory twin (Wgbz 16(3)); for the missed term reading I-1.
    """
    if "refused" in given:
        event = Phrase(_("the refusal or withdrawal"))
        return _by_statute(reckoning, given.day("refused"), FOUR_WEEKS, event, article(WGBZ, "16(3)"))
    end = reckoning.count(given.day("missed"), FOUR_WEEKS, Phrase(_("the missed term")), article(PR, "7.5"))
    end = _by_regulation(reckoning, end)
    return Found(end, end_of(end))


def file_legal_aid(reckoning: Reckoning, given: Given) -> Found:
    """Definitieve toevoeging, PR 7.4: within four weeks after judgment or doorhaling (I-1), unless uitstel was got (7.4)."""
    end = reckoning.count(given.day("judgment"), FOUR_WEEKS, JUDGMENT, article(PR, "7.4"))
    end = _extended_by_registry(reckoning, given, _by_regulation(reckoning, end))
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
    return _by_statute(reckoning, given.day("increased"), FOUR_WEEKS, event, article(WGBZ, "12(4)"))


def ask_costs(reckoning: Reckoning, given: Given) -> Found:
    """Proceskosten na intrekking, PR 8.1: within fourteen days after the summoned date; I-12 (after a move) and I-1."""
    event = Phrase(_("the hearing for which the defendant was summoned"))
    first = reckoning.setting("I-12") == "first-summons" and "first-summoned" in given
    day = given.day("first-summoned" if first else "summoned")
    end = reckoning.count(day, Length(14, "days"), event, article(PR, "8.1"))
    end = _by_regulation(reckoning, end)
    return Found(end, reckoning.end_of_day(end, given.choice("channel")))


def oldest_extract(reckoning: Reckoning, given: Given) -> Found:
    """Uittreksel handelsregister, PR 10.3: not older than one month on the day of the hearing; reading 10.3.

    On 31 March a month back is the last of February, but a month after the last of February is 28 or 29 March.
    """
    hearing, where = given.day("hearing"), article(PR, "10.3")
    oldest = add_months(hearing, -1)
    text = _("One month before {hearing} is {oldest}; an extract of that day is not too old.")
    if reckoning.setting("10.3") == "forward":
        while add_months(oldest, 1) < hearing:
            oldest += ONE_DAY
        text = _(
            "A month after {oldest} does not lie before {hearing}; an extract of that day is not too old."
        )
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
    """Proces-verbaal van mondelinge uitspraak, PR 12.3 and Rv 29a(4): within two weeks; a statutory term."""
    return _by_statute(reckoning, given.day("judgment"), TWO_WEEKS, ORAL_JUDGMENT, article(RV, "29a(4)"))


def give_worked_out_judgment(reckoning: Reckoning, given: Given) -> Found:
    """Uitgewerkte versie na verkorte uitspraak, PR 12.4: at the latest two weeks later.

    After an oral judgment the term is one of Rv 29a(6); after a written kop-staartvonnis it stands in the regulation
    only, reading I-1.
    """
    if given.choice("form") == "oral":
        return _by_statute(reckoning, given.day("judgment"), TWO_WEEKS, ORAL_JUDGMENT, article(RV, "29a(6)"))
    event = Phrase(_("the judgment"))
    end = reckoning.count(given.day("judgment"), TWO_WEEKS, event, article(PR, "12.4"))
    end = _by_regulation(reckoning, end)
    return Found(end, end_of(end))


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
    if reckoning.setting("Bep-8" if digital else "VI-6.8") == "literal":
        end = reckoning.leave(end, _("The text says the next day, free or not."), where)
    else:
        if digital:
            text = _("The term stands in an order in council.")
            reckoning.step(text, article(ATW, "5"), before=end, after=end)
        end = reckoning.extend(end)
    return Found(end, reckoning.end_of_day(end, given.choice("channel")))


def notice_netherlands(reckoning: Reckoning, given: Given) -> Found:
    """Dagvaardingstermijn, Rv 114: at least one week."""
    return _notice(reckoning, given.day("served"), ONE_WEEK, article(RV, "114"))


def notice_abroad(reckoning: Reckoning, given: Given) -> Found:
    """Dagvaardingstermijn, Rv 115, of who has no known abode in the Netherlands.

    Four weeks with a known abode in a state of the EU service regulation or, in Europe, of the Hague Convention; three
    months without one, so also where no abode is known at all; one week when served in the Netherlands. Served under
    the EU regulation (Rv 56) it runs from the day after sending: Rv 119(1), second sentence.
    """
    addressee = given.choice("addressee")
    if "sent" in given and addressee != "treaty":
        text = _("The day of sending only counts for a defendant in a state of the EU service regulation.")
        raise LawError("sending-does-not-count", text, {}, (article(RV, "119(1)"), article(RV, "56(2)")))
    length, where = {
        "treaty": (FOUR_WEEKS, article(RV, "115(1)")),
        "elsewhere": (THREE_MONTHS, article(RV, "115(2)")),
        "unknown": (THREE_MONTHS, article(RV, "115(2)")),
        "in-netherlands": (ONE_WEEK, article(RV, "115(3)")),
    }[addressee]
    if "sent" in given:
        text = _("Served under the EU regulation: the term counts from the day of sending, {sent}.")
        sent = given.day("sent")
        reckoning.step(text, article(RV, "119(1)"), before=given.day("served"), after=sent, sent=sent)
        return _notice(reckoning, sent, length, where, SENDING)
    if addressee == "treaty":
        reckoning.doubt(
            "sent-unknown",
            _(
                "Under the EU service regulation the term counts from the day the bailiff sent the writ: fill it in."
            ),
        )
    return _notice(reckoning, given.day("served"), length, where)


def notice_unnamed(reckoning: Reckoning, given: Given) -> Found:
    """Dagvaardingstermijn, Rv 116: four weeks for holders of bearer securities and for users of general terms.

    It is no rule for a defendant who is named and whose abode is not known: that is Rv 115(2). Where nobody said that
    the summons is one of article 116, the longer term is given: a term too short makes the writ void (Rv 120).
    """
    if given.choice("summoned") == "nobody":
        text = _(
            "Article 116 is for bearer securities and general terms only; no known abode falls under 115(2)."
        )
        served = given.day("served")
        reckoning.step(text, article(RV, "116"), before=served, after=served)
        return _notice(reckoning, served, THREE_MONTHS, article(RV, "115(2)"))
    return _notice(reckoning, given.day("served"), FOUR_WEEKS, article(RV, "116"))


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


def _third_working_day_before(reckoning: Reckoning, given: Given) -> date:
    """Count drie werkdagen back from the hearing: reading I-3."""
    number = 3 if reckoning.setting("I-3") == "third" else 4
    return reckoning.working_days_before(given.day("hearing"), number, HEARING)


def _by_statute(reckoning: Reckoning, day: date, length: Length, event: Phrase, where: Article) -> Found:
    end = reckoning.by_statute(day, reckoning.count(day, length, event, where), length)
    return Found(end, end_of(end))


def _extended_by_registry(reckoning: Reckoning, given: Given, end: date) -> date:
    """Take the day the registry gave (uitstel, PR 7.4), unless it came too late: reading 7.4."""
    where = article(PR, "7.4")
    if "extended" not in given:
        if "obtained" in given:
            text = _("Rule {rule} needs {key}.")
            raise LawError("missing-fact", text, {"rule": "7.4", "key": "extended"}, (where,))
        return end
    until = given.day("extended")
    if until <= end:
        text = _("The day the registry gave is no later than the term itself: the term stays.")
        return reckoning.leave(end, text, where)
    obtained = given.day("obtained") if "obtained" in given else end
    if obtained > end and reckoning.setting("7.4") == "before-end":
        text = _("The registry gave more time after the term was over: the term stays.")
        return reckoning.leave(end, text, where)
    reckoning.step(_("The registry gave time until {until}."), where, before=end, after=until, until=until)
    return until


def _by_regulation(reckoning: Reckoning, end: date) -> date:
    """Extend, or not, a term that stands only in the regulation: reading I-1."""
    if reckoning.setting("I-1") == "extend":
        return reckoning.extend(end)
    text = _("The statute does not speak of terms in a regulation of the courts: no extension.")
    return reckoning.leave(end, text, article(ATW, "1(1)"))


def _notice(
    reckoning: Reckoning, begun: date, length: Length, where: Article, event: Phrase = SERVICE
) -> Found:
    """Count a notice period: neither the day of service (or sending) nor the day of the hearing counts (Rv 119)."""
    end = reckoning.count(begun, length, event, where)
    if reckoning.setting("Rv-119") == "extend":
        end = reckoning.by_statute(begun, end, length)
    hearing = end + ONE_DAY
    text = _("The day of the hearing is not counted either; the earliest hearing is on {hearing}.")
    reckoning.step(text, article(RV, "119"), before=end, after=hearing, hearing=hearing)
    return Found(hearing)
