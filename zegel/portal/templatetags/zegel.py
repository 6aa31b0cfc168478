"""How values are written for people: moments in Dutch time, sizes, icons. `{% load zegel %}`."""

import json
from pathlib import Path
from typing import Any, Final

from django import template
from django.conf import settings
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from zegel.portal.shared.forms import field_facts
from zegel.portal.shared.moments import ago, clock, exact_moment, iso, moment, short_moment
from zegel.portal.shared.words import word_file

register = template.Library()


BROWSERS: Final[dict[str, str]] = json.loads((Path(__file__).parent.parent / "browsers.json").read_text())


@register.simple_tag
def newer_browsers() -> str:
    """Which browsers the scripts are built for, in a sentence."""
    return (
        gettext("You need Chrome %(chrome)s, Edge %(edge)s, Firefox %(firefox)s, Safari %(safari)s or newer.")
        % BROWSERS
    )


@register.simple_tag
def words(name: str) -> SafeString:
    """The script with a list of sentences (`shared.words`) in the reader's language; it stands before the page's own."""
    path = word_file(name, get_language() or settings.LANGUAGE_CODE).path
    return format_html('<script defer src="{}{}" data-word-list></script>', settings.STATIC_URL, path)


@register.simple_tag
def words_at(name: str) -> str:
    """Where that script is, for a page that fetches it once it stands."""
    return settings.STATIC_URL + word_file(name, get_language() or settings.LANGUAGE_CODE).path


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


for _written_form in (moment, exact_moment, short_moment, clock, iso, ago):
    register.filter(_written_form)


@register.filter
def untranslated(value: object) -> SafeString:
    """A name, number or address inside a sentence, which a browser that translates the page leaves as it is."""
    return format_html('<span translate="no">{}</span>', value)


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
