"""The numbers of court life: their grammar, one canonical spelling each, and what a near miss may have meant.

Every `parse_…` takes whatever a person typed and returns a frozen value, whose `str()` is the canonical
spelling, or `Refused` (false as a truth value) with a reason and suggestions. Nothing else is ever raised.
Case, spaces, dashes and the separators courts use (`C/13/123456`, `C-13-123456`) are normalised; digits are
never guessed: a number of seven digits is refused with the sixes it may have been.

Sources: printed judgments (rules.md B.5). The digit counts of BAR and KBvG numbers are not published:
those two grammars are permissive and a register file has the last word.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from zegel.lib.typed import tidied

NEW_CASE = "nieuwe zaak"
LONGEST = 200
MOST_SUGGESTIONS = 3

_LOOKALIKES = str.maketrans("OQDILSB", "0001158")
_SEP = r" ?[/\\\-]? ?"

_CIVIL = re.compile(rf"C{_SEP}([0-9]{{2}}){_SEP}([0-9]{{6}})")
_SUMMARY = re.compile(r"(KG) ?[-/]? ?ZA ?[-/]? ?([0-9]{2}) ?[-/] ?0{0,3}([1-9][0-9]{0,3})")
_ROLL = r"([A-Z]{2}) ?EXPL ?[-/]? ?([0-9]{2}) ?[-/] ?0{0,4}([1-9][0-9]{0,4})"
_CANTON_ROLL = re.compile(_ROLL)
_CANTON = re.compile(rf"([1-9][0-9]{{6,7}})(?: ?[\\/]? ?{_ROLL})?")
_APPEAL = re.compile(r"200[. ]?([0-9]{3})[. ]?([0-9]{3})(?: ?[/-] ?([0-9]{2}))?")
_ECLI = re.compile(r"ECLI[: ]([A-Z]{2})[: ]([A-Z][A-Z0-9]{0,6})[: ]([12][0-9]{3})[: ]([A-Z0-9.]{1,25})")
_ECLI_NUMBER_NL = re.compile(r"[1-9][0-9]*|[A-Z]{2}[0-9]{4}")
_BAR = re.compile(r"A ?-? ?([0-9]{4,6})")
_KBVG = re.compile(r"[A-Z0-9](?:[A-Z0-9./-]{0,18}[A-Z0-9])?")

_WITHIN_TEXT = re.compile(
    rf"(?<![A-Z0-9.])(?:C{_SEP}[0-9]{{2}}{_SEP}[0-9]{{6}}|[1-9][0-9]{{6,7}} ?[\\/]? ?{_ROLL}"
    r"|200\.[0-9]{3}\.[0-9]{3}(?: ?/ ?[0-9]{2})?)(?![0-9])"
)


@dataclass(frozen=True, slots=True)
class Refused:
    """A text that is not the number asked for: why not, and what it may have meant."""

    text: str
    reason: str
    suggestions: tuple[str, ...] = ()

    def __bool__(self) -> Literal[False]:
        """Be false, so that `if number := parse_…(text)` reads well."""
        return False


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """*Zaaknummer* in familie and handel: `C/13/123456`, the middle being the court's code."""

    court_code: str
    serial: str

    def __str__(self) -> str:
        """Give the canonical spelling."""
        return f"C/{self.court_code}/{self.serial}"


@dataclass(frozen=True, slots=True)
class SummaryNumber:
    """*Kort-gedingnummer*: `KG ZA 26-123`, in kanton `KK EXPL 26-12` or another two letters before EXPL."""

    series: str
    year: str
    serial: int

    def __str__(self) -> str:
        """Give the canonical spelling."""
        return f"{self.series} {self.year}-{self.serial}"


@dataclass(frozen=True, slots=True)
class CantonNumber:
    r"""*Zaaknummer* in kanton: seven or eight digits, often written with its roll: `12345678 \ KK EXPL 26-12`."""

    serial: str
    roll: SummaryNumber | None = None

    def __str__(self) -> str:
        """Give the canonical spelling."""
        return f"{self.serial} \\ {self.roll}" if self.roll else self.serial


@dataclass(frozen=True, slots=True)
class AppealNumber:
    """*Zaaknummer* of a gerechtshof: `200.315.556/01`; its last part is not always written."""

    serial: str
    part: str = ""

    def __str__(self) -> str:
        """Give the canonical spelling."""
        number = f"200.{self.serial[:3]}.{self.serial[3:]}"
        return f"{number}/{self.part}" if self.part else number


AnyCaseNumber = CaseNumber | CantonNumber | AppealNumber


@dataclass(frozen=True, slots=True)
class Reference:
    """What art. 3.11 puts on every letter: the zaaknummer and, as far as known, the kort-gedingnummer."""

    case: AnyCaseNumber
    summary: SummaryNumber | None

    def __str__(self) -> str:
        """Give the canonical spelling: `C/13/123456 / KG ZA 26-123`."""
        if self.summary is None or not isinstance(self.case, CaseNumber):
            return str(self.case)
        return f"{self.case} / {self.summary}"


@dataclass(frozen=True, slots=True)
class Ecli:
    """European Case Law Identifier; assigned by the court, so checked and never invented."""

    country: str
    court: str
    year: int
    number: str

    def __str__(self) -> str:
        """Give the canonical spelling."""
        return f"ECLI:{self.country}:{self.court}:{self.year}:{self.number}"


@dataclass(frozen=True, slots=True)
class BarNumber:
    """Number of a lawyer or office in the bar's register: the letter A and digits (count unverified)."""

    digits: str

    def __str__(self) -> str:
        """Give the canonical spelling."""
        return f"A{self.digits}"


@dataclass(frozen=True, slots=True)
class KbvgNumber:
    """Number of a bailiff in the register of the KBvG; its format is not published, so only tidied."""

    value: str

    def __str__(self) -> str:
        """Give the tidied spelling."""
        return self.value


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject line that satisfies VI 6.4: "nieuwe zaak", or a case number and nothing else.

    `exact` is false when the sender wrote it with other capitals, spaces or separators than `text`.
    """

    text: str
    case: AnyCaseNumber | None
    exact: bool

    @property
    def new(self) -> bool:
        """Say whether the message opens a new case."""
        return self.case is None


def tidy(text: str) -> str:
    """Fold compatibility forms, dashes, case and white space; drop invisible characters."""
    return tidied(tidied(text).upper())


def parse_case_number(text: str) -> AnyCaseNumber | Refused:
    """Read a zaaknummer: of familie/handel (`C/13/123456`), kanton (digits, maybe with its roll), or a hof."""
    tidied = _short(text)
    if civil := _CIVIL.fullmatch(tidied):
        return CaseNumber(civil[1], civil[2])
    if canton := _CANTON.fullmatch(tidied):
        roll = SummaryNumber(f"{canton[2]} EXPL", canton[3], int(canton[4])) if canton[2] else None
        return CantonNumber(canton[1], roll)
    if appeal := _APPEAL.fullmatch(tidied):
        return AppealNumber(appeal[1] + appeal[2], appeal[3] or "")
    return _refused(text, "not a case number such as C/13/123456 or 12345678", _case_near_misses(tidied))


def parse_summary_number(text: str) -> SummaryNumber | Refused:
    """Read a kort-gedingnummer: `KG ZA 26-123`, or `VV EXPL 26-12` and its sisters in kanton."""
    tidied = _short(text)
    if match := _SUMMARY.fullmatch(tidied):
        return SummaryNumber("KG ZA", match[2], int(match[3]))
    if match := _CANTON_ROLL.fullmatch(tidied):
        return SummaryNumber(f"{match[1]} EXPL", match[2], int(match[3]))
    return _refused(
        text, "not a summary proceedings number such as KG ZA 26-123", _summary_near_misses(tidied)
    )


def parse_reference(text: str) -> Reference | Refused:
    """Read zaaknummer and kort-gedingnummer together, as a court prints them; the second may be missing."""
    tidied = _short(text)
    summary_part = re.search(r"KG ?[-/]? ?ZA", tidied)
    cut = summary_part.start() if summary_part else -1
    case = parse_case_number(tidied[:cut].rstrip(" /\\-") if cut > 0 else tidied)
    if isinstance(case, Refused):
        return _refused(text, case.reason, case.suggestions)
    if cut < 0:
        return Reference(case, case.roll if isinstance(case, CantonNumber) else None)
    if not isinstance(case, CaseNumber):
        return _refused(text, "only a case number such as C/13/123456 goes with a KG ZA number", (str(case),))
    summary = parse_summary_number(tidied[cut:])
    if isinstance(summary, Refused):
        return _refused(text, summary.reason, tuple(f"{case} / {s}" for s in summary.suggestions))
    return Reference(case, summary)


def parse_ecli(text: str) -> Ecli | Refused:
    """Read an ECLI; Dutch ones have a number without leading zeros or an old LJN (`BO0197`)."""
    tidied = _short(text).replace(" : ", ":").replace(": ", ":").replace(" :", ":")
    match = _ECLI.fullmatch(tidied)
    if match and (match[1] != "NL" or _ECLI_NUMBER_NL.fullmatch(match[4])):
        return Ecli(match[1], match[2], int(match[3]), match[4])
    return _refused(text, "not an ECLI such as ECLI:NL:HR:2016:1087", _ecli_near_misses(tidied, match))


def parse_bar_number(text: str) -> BarNumber | Refused:
    """Read a BAR number: the letter A and four to six digits; without the letter it is suggested, not taken."""
    tidied = _short(text)
    if match := _BAR.fullmatch(tidied):
        return BarNumber(match[1])
    digits = re.fullmatch(r"(?:BAR)? ?[-:]? ?A? ?([0-9]{4,6})", tidied.replace(".", ""))
    suggestions = (f"A{digits[1]}",) if digits else ()
    return _refused(text, "not a bar number such as A12345", suggestions)


def parse_kbvg_number(text: str) -> KbvgNumber | Refused:
    """Read a KBvG number: up to twenty letters, digits, dots, slashes and hyphens, with at least one digit."""
    tidied = _short(text).replace(" ", "")
    if _KBVG.fullmatch(tidied) and any(c in "0123456789" for c in tidied):
        return KbvgNumber(tidied)
    return _refused(text, "not a number of the bailiffs' register")


def find_case_numbers(text: str) -> tuple[AnyCaseNumber, ...]:
    """List the different case numbers inside a text, in order; a bare cantonal number is not recognisable."""
    found = (parse_case_number(match[0]) for match in _WITHIN_TEXT.finditer(tidy(text)))
    return tuple(dict.fromkeys(number for number in found if not isinstance(number, Refused)))


def subject_line(text: str) -> Subject | Refused:
    """Check a subject line by VI 6.4: exactly "nieuwe zaak", or a case number, and nothing else."""
    if tidy(text) == NEW_CASE.upper():
        return Subject(NEW_CASE, None, text == NEW_CASE)
    case = parse_case_number(text)
    if not isinstance(case, Refused):
        return Subject(str(case), case, text == str(case))
    suggestions = case.suggestions
    if not suggestions or _resembles_new_case(tidy(text)):
        suggestions = (NEW_CASE, *suggestions)
    return _refused(text, 'the subject may only say "nieuwe zaak" or the case number', suggestions)


def _short(text: str) -> str:
    return tidy(text[: LONGEST + 1]) if len(text) <= LONGEST else ""


def _refused(text: str, reason: str, suggestions: tuple[str, ...] = ()) -> Refused:
    return Refused(text[:LONGEST], reason, tuple(dict.fromkeys(suggestions))[:MOST_SUGGESTIONS])


def _resembles_new_case(tidied: str) -> bool:
    wanted = NEW_CASE.upper()
    head = tidied[: len(wanted) + 2]
    return wanted in tidied or difflib.SequenceMatcher(None, wanted, head).ratio() > 0.8


def _case_near_misses(tidied: str) -> tuple[str, ...]:
    if inside := find_case_numbers(tidied):
        return tuple(map(str, inside))
    loose = re.search(rf"(?:C{_SEP})?\b([0-9OQDILSB]{{1,2}}){_SEP}([0-9OQDILSB]{{6,7}})\b", tidied)
    if loose is None:
        return ()
    court, serial = (part.translate(_LOOKALIKES) for part in loose.groups())
    return tuple(f"C/{court.zfill(2)}/{six}" for six in _sixes(serial))


def _sixes(serial: str) -> Iterator[str]:
    """Give the six-digit numbers a serial may have been: doubled digits are the likeliest slip."""
    if len(serial) == 6:
        yield serial
        return
    doubled = [i for i in range(1, len(serial)) if serial[i] == serial[i - 1]]
    for i in doubled or range(len(serial)):
        yield serial[:i] + serial[i + 1 :]


def _summary_near_misses(tidied: str) -> tuple[str, ...]:
    loose = re.search(
        r"(?:KG ?ZA?|ZA)? ?[-/]? ?(?:20)?([0-9]{2}) ?[-/. ] ?([1-9][0-9]{0,3})(?![0-9])", tidied
    )
    return (f"KG ZA {loose[1]}-{loose[2]}",) if loose else ()


def _ecli_near_misses(tidied: str, match: re.Match[str] | None) -> tuple[str, ...]:
    if match:
        number = match[4].lstrip("0")
        valid = _ECLI_NUMBER_NL.fullmatch(number)
        return (f"ECLI:{match[1]}:{match[2]}:{match[3]}:{number}",) if valid else ()
    again = _ECLI.search(tidied if "ECLI" in tidied else f"ECLI:{tidied}")
    if again is None or (again[1] == "NL" and not _ECLI_NUMBER_NL.fullmatch(again[4])):
        return ()
    return (":".join(("ECLI", *again.groups())),)
