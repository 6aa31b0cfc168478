"""Chapter 3, *indiening*, articles 3.1-3.11: ways to file, moments of receipt, shielding, copies, numbers."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Literal

from zegel.law.decisions import Decision
from zegel.law.filenames import short_name_key
from zegel.law.numbers import AnyCaseNumber, CantonNumber, SummaryNumber, find_case_numbers, tidy
from zegel.law.sources import PR, Article, article
from zegel.law.texts import Phrase
from zegel.law.verdicts import Answer, Row, answer, for_judge, passed, refused, warned

Way = Literal[
    "post", "centrale balie", "letterbox", "veilig mailen", "mijn rechtspraak", "aansluitpunt",
    "e-mail", "fax", "upload link", "data carrier", "as the judge decided",
]  # fmt: skip

NOT_DIGITAL_WAYS: frozenset[Way] = frozenset({"post", "centrale balie", "letterbox", "veilig mailen"})
DIGITAL_WAYS: frozenset[Way] = frozenset({"mijn rechtspraak", "aansluitpunt"})
PDFA_VERDICTS = ("not PDF/A", "claims PDF/A", "structure checked", "validated")

_FOOTNOTE_2 = article(PR, "3.5 fn 2")
_FOOTNOTE_4 = article(PR, "3.10 fn 4")


def articles_for(digital: bool) -> Answer[tuple[Article, ...]]:
    """List the articles of chapter 3 that hold for a party that does, or does not, litigate digitally."""
    own = range(5, 8) if digital else range(2, 5)
    numbers = (*own, *range(8, 17))
    return answer("3.1", tuple(article(PR, f"3.{n}") for n in numbers), "the articles that hold", "3.1")


def may_file_by(way: Way, digital: bool, *, very_urgent: bool = False, recording: bool = False) -> Decision:
    """Check the way of filing (3.2, 3.5); `recording` is audio or video, which always goes by Veilig Mailen."""
    if way == "as the judge decided":
        if very_urgent:
            return for_judge("3.16-d", "outside office hours, in the way the judge decides", "3.16")
        return refused("3.16-d", "filing directly with the judge is for very urgent cases", "3.16")
    if digital:
        return _digital_way(way, very_urgent, recording)
    if way in NOT_DIGITAL_WAYS:
        return passed("3.2-a", "a way that is allowed", "3.2")
    return refused("3.2-a", "filing by {way} is not allowed: it counts as not filed", "3.2", way=Phrase(way))


def _digital_way(way: Way, very_urgent: bool, recording: bool) -> Decision:
    if recording:
        if way == "veilig mailen":
            return passed(
                "3.5-b", "audio and video go by Veilig Mailen, with a message in Mijn Rechtspraak", "3.5"
            )
        return refused("3.5-b", "audio and video cannot be uploaded: send them by Veilig Mailen", "3.5")
    if way == "veilig mailen":
        if very_urgent:
            return passed(
                "3.5-b", "Veilig Mailen is open to a digital party in a very urgent case", "3.5", "3.16"
            )
        return refused("3.5-b", "a party that litigates digitally may not use Veilig Mailen", "3.5")
    if way in DIGITAL_WAYS:
        return passed("3.5-a", "a way that is allowed", "3.5")
    return refused("3.5-a", "a party that litigates digitally files through the digital system only", "3.5")


def received_at(way: Way, arrived: datetime) -> Answer[datetime]:
    """Say what counts as the moment of receipt; `arrived` is that moment, never the sender's or the reader's."""
    if way == "veilig mailen":
        return answer("3.4-a", arrived, "when it reached the court's facility for Veilig Mailen", "3.4")
    if way in DIGITAL_WAYS:
        return answer(
            "3.5-e", arrived, "when it came into the Digitale Postkamer, not when processed", _FOOTNOTE_4
        )
    return answer("3.2-b", arrived, "when the office stamped it as received", "3.2")


def filed_at(mailed: datetime | None, on_paper: datetime | None) -> Answer[datetime] | Decision:
    """Give the moment of filing of a piece mailed and sent on by paper: the mail's, and no second docketing."""
    if mailed is not None:
        return answer("3.3-a", mailed, "the paper sent on is the piece already filed", "3.3", "3.4")
    if on_paper is not None:
        return answer("3.2-b", on_paper, "when the office stamped it as received", "3.2")
    return refused("3.2-b", "not received yet", "3.2", override="clerk")


def paper_statement(stated: bool) -> Decision:
    """Require on paper sent on the words that the piece was already filed by Veilig Mailen."""
    if stated:
        return passed("3.3-b", "the paper says that it was filed before by Veilig Mailen", "3.3")
    return warned("3.3-b", "say on the paper that it was filed before by Veilig Mailen", "3.3")


def recording_complete(mailed: bool, announced: bool) -> Decision:
    """Match a recording sent by Veilig Mailen with its message in Mijn Rechtspraak; one half alone is open."""
    if mailed and announced:
        return passed("3.5-b", "the recording and its announcement are both there", "3.5")
    missing = "the recording by Veilig Mailen" if announced else "the message in Mijn Rechtspraak"
    return warned("3.5-b", "still missing: {missing}", "3.5", missing=Phrase(missing))


def digital_format(verdict: str) -> Decision:
    """Check a digital piece for PDF/A by the verdict of a checker; a mere claim is flagged, not refused."""
    if verdict not in PDFA_VERDICTS:
        raise ValueError(verdict)
    if verdict == "not PDF/A":
        return refused("3.5-c", "only PDF/A can be filed digitally", "3.5", _FOOTNOTE_2, override="clerk")
    if verdict == "claims PDF/A":
        return warned("3.5-c", "the file says it is PDF/A; that was not checked", "3.5", _FOOTNOTE_2)
    return passed("3.5-c", "PDF/A: {verdict}", "3.5", _FOOTNOTE_2, verdict=Phrase(verdict))


def digital_name(kind: str, name: str) -> Decision:
    """Check that the name of a digital file says what kind of piece it is."""
    if short_name_key(kind) in short_name_key(name):
        return passed("3.5-d", "the name says what the piece is", "3.5")
    return warned(
        "3.5-d", "name the file after the kind of piece: {kind}", "3.5", override="filer", kind=kind
    )


def claim_directed(
    claimants: int, defendants: int, by: Collection[str], against: Collection[str]
) -> Decision:
    """With several parties on a side, every piece says by whom and against whom the claim is."""
    unclear = (claimants > 1 and not by) or (defendants > 1 and not against)
    if unclear:
        return warned("3.7-a", "say by which and against which parties the claim is", "3.7", override="filer")
    return passed("3.7-a", "clear by whom and against whom", "3.7")


def shielding_asked(asked: datetime, next_piece: datetime, clear: bool) -> Decision:
    """Check a request to shield later pieces from co-parties: clear, and before the next piece; the judge decides."""
    if not clear:
        return refused("3.7-b", "ask clearly from whom the pieces must be shielded", "3.7")
    if asked >= next_piece:
        return refused("3.7-b", "ask before adding the next piece; what was added stays visible", "3.7")
    return for_judge("3.7-b", "hold the piece in the Postkamer until the judge has decided", "3.7")


def visible_to(
    reader: str, added: datetime, processed: datetime | None, shielded: Iterable[tuple[str, datetime]]
) -> Answer[bool]:
    """Say whether a digital party sees a piece of another: processed, and not shielded from him when added.

    `shielded` names from whom and since when, by the judge's decision; earlier pieces stay visible, and a
    party that changes to digital sees everything that was filed before (1.6).
    """
    if processed is None:
        return answer("3.5-e", False, "still in the Digitale Postkamer", _FOOTNOTE_4)
    if any(name == reader and since <= added for name, since in shielded):
        return answer("3.7-b", False, "shielded by the judge's decision", "3.7")
    return answer("1.6-c", True, "in the dossier", "1.6", "3.7")


def copies(registrar_asks: int | None = None) -> Answer[int]:
    """Say in how many copies to file: one, unless the *griffier* decides otherwise."""
    if registrar_asks is None:
        return answer("3.9", 1, "a single copy", "3.9", "5.3", "6.4")
    return answer("3.9", registrar_asks, "as the griffier decided", "3.9", "5.3", "6.4")


def copied_in_time(judge: datetime, others: datetime | None) -> Decision:
    """Check *direct*: the others presumably have the piece not later than the judge."""
    if others is not None and others <= judge:
        return passed("3.10-a", "the others have it not later than the judge", "3.10")
    return warned("3.10-a", "the others must have a copy not later than the judge", "3.10")


def copy_stated(others: Iterable[str], stated: Iterable[str], is_application: bool = False) -> Decision:
    """Require that the message to the judge shows to whom a copy went; the application itself is exempt."""
    if is_application:
        return passed("3.10-b", "no copy is due of the application itself", "3.10", "2.1")
    missing = sorted(set(others) - set(stated))
    if missing:
        listed = ", ".join(missing)
        return warned("3.10-b", "say that a copy went to: {parties}", "3.10", parties=listed)
    return passed("3.10-b", "the message shows that the others have a copy", "3.10")


def numbers_mentioned(text: str, case: AnyCaseNumber | None, summary: SummaryNumber | None) -> Decision:
    """Check that a letter carries the zaaknummer and the kort-gedingnummer, as far as known."""
    plain = tidy(text)
    has_serial = isinstance(case, CantonNumber) and _names(plain, case.serial)
    has_case = case is None or case in find_case_numbers(text) or has_serial
    has_summary = summary is None or _names(plain, str(summary))
    if has_case and has_summary:
        return passed("3.11", "the numbers known are mentioned", "3.11")
    missing = " / ".join(str(n) for n, there in ((case, has_case), (summary, has_summary)) if not there)
    return warned("3.11", "mention the number: {missing}", "3.11", missing=missing)


def _names(plain: str, number: str) -> bool:
    return re.search(rf"(?<![A-Z0-9]){re.escape(number)}(?![0-9])", plain) is not None


ROWS = (
    Row("3.1", "3.1", "computed", articles_for, "filing"),
    Row("3.2-a", "3.2", "enforced", may_file_by, "filing"),
    Row("3.2-b", "3.2", "computed", received_at, "filing"),
    Row("3.3-a", "3.3", "computed", filed_at, "filing"),
    Row("3.3-b", "3.3", "enforced", paper_statement, "filing"),
    Row("3.4-a", "3.4", "computed", received_at, "receipt"),
    Row("3.5-a", "3.5", "enforced", may_file_by, "filing"),
    Row("3.5-b", "3.5", "enforced", recording_complete, "filing"),
    Row("3.5-c", "3.5", "enforced", digital_format, "filing"),
    Row("3.5-c (size)", "3.5", "enforced", "zegel.law.limits.digital_size", "filing"),
    Row("3.5-d", "3.5", "enforced", digital_name, "filing", browser="web/compose/case-filing.ts:fileNames"),
    Row("3.5-e (fn 4)", "3.5", "computed", visible_to, "case file"),
    Row(
        "3.6",
        "3.6",
        "computed",
        "zegel.law.rules.duties.duties_after",
        "receipt",
        "filed digitally",
        done_by="zegel.filing.actions.file.file",
    ),
    Row("3.7-a", "3.7", "enforced", claim_directed, "filing"),
    Row("3.7-b", "3.7", "enforced", shielding_asked, "court office: decisions"),
    Row("3.8", "3.8", "computed", "zegel.law.courts.addressee", "filing"),
    Row("3.9", "3.9", "computed", copies, "filing"),
    Row("3.10-a", "3.10", "enforced", copied_in_time, "intake"),
    Row("3.10-b", "3.10", "enforced", copy_stated, "filing"),
    Row("3.10-c", "3.10", "enforced", "zegel.law.rules.chapter_01.consequence_of", "court office: decisions"),
    Row("3.11", "3.11", "enforced", numbers_mentioned, "filing"),
)
