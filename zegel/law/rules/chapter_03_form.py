"""Chapter 3, *indiening*, articles 3.12-3.16: length and layout, short names, productions, languages, lateness."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zegel.law.decisions import Decision
from zegel.law.filenames import parse_production_name, production_name, short_name_key
from zegel.law.numbers import Refused
from zegel.law.sources import PR, Instrument
from zegel.law.terms.reasoning import Result
from zegel.law.texts import Phrases
from zegel.law.verdicts import (
    Answer,
    Row,
    answer,
    for_judge,
    left_to_judge,
    passed,
    refused,
    warned,
)

SUMMARY_ABOVE_PAGES = 10
REASON_ABOVE_PAGES = 25
MARGIN_MM = 25
FONT_POINTS = 11
LEAST_LINE_SPACING = 1.0
REPLACEMENT_MARK = "VERVANGEND PROCESSTUK"
LANGUAGES_WITHOUT_TRANSLATION = frozenset({"nl", "en", "de", "fr"})


@dataclass(frozen=True, slots=True)
class Layout:
    """How a piece is laid out, as far as it can be measured; `None` is not measured."""

    paper: str | None = None
    margins_mm: tuple[float, float, float, float] | None = None
    font_points: float | None = None
    line_spacing: float | None = None


def layout_fits(layout: Layout, version: Instrument = PR) -> Decision:
    """Check A4, margins of 2.5 cm all round, 11 points, line spacing of at least 1; new in the third version."""
    if version is not PR:
        return passed("3.12-a", "the rules on layout came with the third version", "3.12")
    margins = layout.margins_mm or ()
    wrong = {
        "A4": layout.paper not in {None, "A4"},
        "2.5 cm": any(abs(margin - MARGIN_MM) > 0.5 for margin in margins),
        "11 pt": layout.font_points not in {None, FONT_POINTS},
        "1.0": layout.line_spacing is not None and layout.line_spacing < LEAST_LINE_SPACING,
    }
    found = Phrases(tuple(name for name, is_wrong in wrong.items() if is_wrong))
    if found.parts:
        return warned("3.12-a", "the layout differs from what is asked: {expected}", "3.12", expected=found)
    return passed("3.12-a", "the layout is as asked, as far as measured", "3.12")


def opening_fits(pages: int, *, summary: bool, headings: bool, version: Instrument = PR) -> Decision:
    """Ask above 10 pages a summary in front and headings; productions not counted.

    Holds since the third version (1 July 2025); before, the regulation had no rule on length.
    """
    if version is not PR:
        return passed("3.12-b", "the rule on length came with the third version", "3.12")
    parts = (("summary", summary), ("headings", headings))
    missing = Phrases(tuple(name for name, there in parts if not there))
    if pages > SUMMARY_ABOVE_PAGES and missing.parts:
        return warned("3.12-b", "{pages} pages ask for: {missing}", "3.12", pages=pages, missing=missing)
    return passed("3.12-b", "the length needs nothing more", "3.12")


def length_explained(pages: int, *, reason: bool, version: Instrument = PR) -> Decision:
    """Ask above 25 pages a short reason why that length is needed; productions not counted. A rule of its own:
    no reason for leaving out a summary says why a piece is this long.
    """
    if version is not PR:
        return passed("3.12-e", "the rule on length came with the third version", "3.12")
    if pages > REASON_ABOVE_PAGES and not reason:
        return warned("3.12-e", "{pages} pages ask for a short reason", "3.12", pages=pages)
    return passed("3.12-e", "the length needs nothing more", "3.12")


def may_order_replacement(pages: int) -> Decision:
    """Leave to the judge to order a shorter piece, with its largest size and a term."""
    return for_judge(
        "3.12-c", "{pages} pages: the judge may order a replacement, its size and a term", "3.12", pages=pages
    )


def replacement_fits(text: str, filed: date | None, original: date | None) -> Decision:
    """Check that a replacement says so and gives its own date and that of the original."""
    missing = [REPLACEMENT_MARK] if REPLACEMENT_MARK not in text else []
    missing += ["date of filing"] if filed is None else []
    missing += ["date of the original"] if original is None else []
    if missing:
        return refused(
            "3.12-d",
            "a replacement states: {missing}",
            "3.12",
            override="clerk",
            missing=Phrases(tuple(missing)),
        )
    return passed("3.12-d", "the replacement says what it replaces", "3.12")


def replacement_filed_on(original: date) -> Answer[date]:
    """Give the legal day of filing of a replacement: that of the original."""
    return answer("3.12-d", original, "the day the original was filed stays the day of filing", "3.12")


def short_names_distinct(names: Sequence[str]) -> Decision:
    """Check the parties' short names: each gives a key for file names, and no two the same."""
    keys = [short_name_key(name) for name in names]
    if not all(keys):
        return warned("3.13", "every party names a short name", "3.13", override="filer")
    if len(set(keys)) < len(keys):
        return warned("3.13", "two parties have the same short name", "3.13")
    return passed("3.13", "every party has its own short name", "3.13")


def short_name_kept(registered: str, used: str) -> Decision:
    """Check that a piece uses the short name the party chose."""
    if short_name_key(registered) == short_name_key(used):
        return passed("3.13", "the party's own short name", "3.13")
    return warned("3.13", "use the short name {name} throughout", "3.13", override="filer", name=registered)


def next_production(filed: Collection[int]) -> Answer[int]:
    """Give the number of a party's next production: its own row goes on over all its filings."""
    return answer("3.14-a", max(filed, default=0) + 1, "each party numbers on over the whole case", "3.14")


def numbering_continues(filed: Collection[int], new: Sequence[int]) -> Decision:
    """Check that new productions go on where the party stopped: no gap, no number twice, in order."""
    first = next_production(filed).value
    if list(new) == list(range(first, first + len(new))):
        return passed("3.14-a", "the numbering goes on", "3.14")
    return refused("3.14-a", "number on from {first} without gaps", "3.14", override="clerk", first=first)


def productions_listed(
    attached: Iterable[int], overview: Iterable[int], mentioned: Iterable[int]
) -> Decision:
    """Ask for an overview of the productions, and that the piece names each with its relevance."""
    numbers = set(attached)
    missing = sorted((numbers - set(overview)) | (numbers - set(mentioned)))
    if missing:
        listed = ", ".join(map(str, missing))
        return warned(
            "3.14-b", "list and name in the piece, with relevance: {productions}", "3.14", productions=listed
        )
    return passed("3.14-b", "every production is listed and named", "3.14")


def production_named(name: str, short_name: str, number: int) -> Decision:
    """Check a digital production's file name, such as `pietersenproductie1`."""
    wanted, read = production_name(short_name, number), parse_production_name(name)
    if not isinstance(read, Refused) and read == wanted:
        return passed("3.14-c", "named as the regulation asks", "3.14")
    return refused("3.14-c", "name the file {name}", "3.14", override="clerk", name=str(wanted))


def translation_needed(language: str, judge_requires: bool = False, translated: bool = False) -> Decision:
    """Ask in principle no translation from English, German and French, and one from any other language."""
    needed = judge_requires or language not in LANGUAGES_WITHOUT_TRANSLATION
    if needed and not translated:
        return warned("3.15-a", "a translation is needed in principle", "3.15", override="judge")
    return passed("3.15-a", "no (further) translation is needed in principle", "3.15")


def language_stated(language: str, overview_language: str | None, translation_stated: bool) -> Decision:
    """Ask of the overview, for a production in a foreign language, the language and whether a translation is there."""
    if language == "nl" or (overview_language == language and translation_stated):
        return passed("3.15-b", "the overview says what it must about languages", "3.15")
    reason = "the overview must state the language and whether a translation is attached"
    return refused("3.15-b", reason, "3.15", override="clerk")


def lateness(
    received: datetime, *, last_moment: datetime, is_summons: bool, summons_latest: datetime | None = None
) -> Decision:
    """Judge when a piece came: within 24 hours (one working day) of the hearing it is in principle disregarded.

    `last_moment` is that cut-off and `summons_latest` the end of the term of 5.3, needed for the summons with its
    productions; both come from the terms. For any other piece the regulation has no last day but "zo spoedig mogelijk":
    before the cut-off it goes on, and whether it came soon enough is for the judge. Raises ValueError for a summons
    without its term and for a moment without offset.
    """
    if is_summons and summons_latest is None:
        raise ValueError("the summons has a term of its own (5.3)")
    moments = (received, last_moment, summons_latest or last_moment)
    if any(moment.tzinfo is None for moment in moments):
        raise ValueError("moments of law carry their offset")
    if received > last_moment:
        return for_judge("3.16-b", "too late: in principle disregarded (within one working day)", "3.16")
    if not is_summons or summons_latest is None:
        reason = "before the last working day; whether it came as soon as possible is for the judge"
        return left_to_judge("3.16-a", reason, "3.16")
    if received > summons_latest:
        return for_judge(
            "3.16-b", "after the term for the summons: the judge may disregard it", "3.16", "5.3"
        )
    return passed("3.16-a", "in time", "3.16", "5.3")


ROWS = (
    Row("3.12-a", "3.12", "enforced", layout_fits, "filing"),
    Row("3.12-b", "3.12", "enforced", opening_fits, "filing"),
    Row("3.12-e", "3.12", "enforced", length_explained, "filing"),
    Row("3.12-c", "3.12", "enforced", may_order_replacement, "intake"),
    Row(
        "3.12-d",
        "3.12",
        "enforced",
        replacement_fits,
        "intake",
        browser="web/intake/replacing.ts:saysItReplaces",
    ),
    Row("3.12-d (date)", "3.12", "computed", replacement_filed_on, "case file"),
    Row("3.13 (names)", "3.13", "enforced", short_names_distinct, "case: parties"),
    Row("3.13 (use)", "3.13", "enforced", short_name_kept, "filing"),
    Row("3.14-a", "3.14", "enforced", numbering_continues, "filing"),
    Row("3.14-a (next)", "3.14", "computed", next_production, "filing"),
    Row(
        "3.14-b",
        "3.14",
        "enforced",
        productions_listed,
        "filing",
        browser="web/compose/case-filing.ts:overview",
    ),
    Row(
        "3.14-c",
        "3.14",
        "enforced",
        production_named,
        "filing",
        browser="web/compose/case-filing.ts:fileNames",
    ),
    Row(
        "3.14-d",
        "3.14",
        "human",
        "the clerk at the Centrale Balie, when matching the paper (filing)",
        "filing",
    ),
    Row(
        "3.14-e",
        "3.14",
        "human",
        "the filer's tick that photos are in colour, in the message's manifest",
        "filing",
    ),
    Row("3.15-a", "3.15", "enforced", translation_needed, "filing"),
    Row("3.15-b", "3.15", "enforced", language_stated, "filing"),
    Row("3.16-a", "3.16", "computed", lateness, "case file"),
    Row("3.16-b", "3.16", "enforced", lateness, "case file"),
    Row("3.16-c", "3.16", "enforced", Result.in_time, "filing"),
    Row("3.16-d", "3.16", "enforced", "zegel.law.rules.chapter_03.may_file_by", "court office: decisions"),
)
