"""How values are written for people: moments in Dutch time, sizes, icons. `{% load zegel %}`."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import dateformat, formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

from zegel.portal.shared.forms import field_facts

register = template.Library()

# The legal clock of the courts. It does not follow the settings of whoever reads.
COURT_TIME: Final = ZoneInfo("Europe/Amsterdam")


BROWSERS: Final[dict[str, str]] = json.loads((Path(__file__).parent.parent / "browsers.json").read_text())


@register.simple_tag
def oldest_browsers() -> dict[str, str]:
    """The oldest version of each browser that the scripts are built for."""
    return BROWSERS


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """A drawing from the sprite; silent for a screen reader unless it carries a word of its own."""
    classes = f"icon {css}".strip()
    href = f"{static('icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', classes, label, href
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', classes, href)


def _in_court_time(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a moment has a time zone; this datetime has none")
    return value.astimezone(COURT_TIME)


def _season(local: datetime) -> str:
    """In the hour that comes twice in October, which of the two is meant; otherwise nothing."""
    earlier, later = local.replace(fold=0), local.replace(fold=1)
    if earlier.utcoffset() == later.utcoffset() or not _exists(local):
        return ""
    return pgettext("hour that comes twice", "winter time" if local.fold else "summer time")


def _exists(local: datetime) -> bool:
    return local.astimezone(ZoneInfo("UTC")).astimezone(COURT_TIME).replace(tzinfo=None) == local.replace(
        tzinfo=None
    )


@register.filter
def moment(value: datetime | None) -> str:
    """`zondag 22 november 2026, 23:51`: whole, in Dutch time, in the reader's language."""
    return _written(value, "l j F Y, H:i")


@register.filter
def exact_moment(value: datetime | None) -> str:
    """The same to the second: `zondag 22 november 2026, 23:51:07`."""
    return _written(value, "l j F Y, H:i:s")


def _written(value: datetime | None, form: str) -> str:
    if value is None:
        return ""
    local = _in_court_time(value)
    season = _season(local)
    text = dateformat.format(local, form)
    return f"{text} ({season})" if season else text


@register.filter
def short_moment(value: datetime | None) -> str:
    """`22 nov 2026, 23:51`, for a dense row. Never where a deadline is decided."""
    if value is None:
        return ""
    # Dutch writes months small; English does not.
    month = "b" if get_language() == "nl" else "M"
    return dateformat.format(_in_court_time(value), f"j {month} Y, H:i")


@register.filter
def iso(value: datetime | None) -> str:
    """For `<time datetime>`: with the offset of Dutch time."""
    return "" if value is None else _in_court_time(value).isoformat(timespec="seconds")


@register.filter
def ago(value: datetime | None, now: datetime) -> str:
    """`3 uur geleden`, to stand beside a whole moment; empty when it lies ahead or is over a week old."""
    if value is None:
        return ""
    passed = now - value
    if passed < timedelta(0) or passed > timedelta(days=7):
        return ""
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return gettext("just now")
    if minutes < 60:
        return gettext("%(n)s minutes ago") % {"n": minutes} if minutes > 1 else gettext("1 minute ago")
    if minutes < 24 * 60:
        return gettext("%(n)s hours ago") % {"n": minutes // 60} if minutes >= 120 else gettext("1 hour ago")
    days = minutes // (24 * 60)
    return gettext("%(n)s days ago") % {"n": days} if days > 1 else gettext("1 day ago")


@register.filter
def filesize_nl(size: int | None) -> str:
    """`812 kB`, `1,4 MB`: thousands, as on a sales label; one decimal from a megabyte on, in the reader's language."""
    if size is None:
        return ""
    if size < 1000:
        return gettext("%(n)s bytes") % {"n": size}
    # 999 500 bytes round to a thousand kilobytes, which is a megabyte.
    for unit, bound, digits in (("kB", 10**3, 0), ("MB", 10**6, 1), ("GB", 10**9, 1)):
        if round(size / bound, digits) < 1000 or unit == "GB":
            return f"{formats.number_format(round(size / bound, digits), digits)}\N{NO-BREAK SPACE}{unit}"
    raise AssertionError


# The components of a page, each a template that says at its top what it takes: `{% field name="email" label=label %}`.
COMPONENTS: Final = (
    "field", "button", "alert", "status", "choices", "moment", "empty_state", "dialog", "pager", "progress",
)  # fmt: skip


def _component_tag(name: str) -> None:
    @register.inclusion_tag(f"components/{name}.html", name=name)
    def component(field: BoundField | None = None, **facts: Any) -> dict[str, Any]:
        return field_facts(field) | facts if field else facts


for _name in COMPONENTS:
    _component_tag(_name)
