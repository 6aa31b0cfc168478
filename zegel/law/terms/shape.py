"""A result as plain values, for the command line and the API. Keys are a contract: add, never rename."""

from datetime import date, datetime

from zegel.law.citations import read_in
from zegel.law.interpretations import Reading
from zegel.law.sources import Article
from zegel.law.terms.reasoning import Result, Step, Value
from zegel.law.texts import WEEKDAYS


def iso(value: date | datetime | None) -> str | None:
    """Write a day as ISO 8601 date and a moment as date-time with offset."""
    return None if value is None else value.isoformat()


def as_dict(result: Result) -> dict[str, object]:
    """Give a result as values that JSON can hold; texts in English."""
    return {
        "rule": result.rule,
        "result": iso(result.value),
        "weekday": WEEKDAYS[result.day.weekday()],
        "meaning": result.meaning,
        "until": iso(result.until),
        "since": iso(result.since),
        "complete": result.complete,
        "steps": [_step(step) for step in result.steps],
        "interpretations": [_reading(reading) for reading in result.readings],
        "articles": [str(article) for article in result.articles],
        "sources": [_source(article) for article in result.articles],
        "cautions": [{"code": caution.code, "text": str(caution)} for caution in result.cautions],
    }


def _step(step: Step) -> dict[str, object]:
    return {
        "text": str(step),
        "article": str(step.article),
        "before": iso(step.before),
        "after": iso(step.after),
    }


def _reading(reading: Reading[Value]) -> dict[str, object]:
    others = [
        {
            "setting": other.setting,
            "text": other.text,
            "result": iso(other.value),
            "until": iso(other.until),
        }
        for other in reading.others
    ]
    return {
        "code": reading.code,
        "question": reading.question,
        "setting": reading.setting,
        "text": reading.text,
        "others": others,
    }


def _source(article: Article) -> dict[str, object]:
    row = read_in(article)
    copy = row.copy if row else None
    return {
        **article.as_dict(),
        "read": article.instrument.read,
        "copy": copy.name if copy else None,
        "edition": iso(copy.edition) if copy else None,
    }
