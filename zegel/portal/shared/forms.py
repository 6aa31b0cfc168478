"""Forms of pages: what was typed is kept, and what is refused is said at its field and in the summary above.

What a request sends is read here and nowhere else in the pages (bin/lint): a `PageForm` for what is sent, a `Query` for what stands
in the address, `pressed` for the button of a page that has more than one.

A form says its fields once, with label, hint and the attributes of the input; `{% field field=form.email %}` shows one.
An empty field is refused by the rule behind the form, in the rule's own words, unless the form itself knows better.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Self
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zegel.lib.refusals import Refusal
from zegel.portal.shared.law_words import localise


class Text(forms.CharField):
    """A line of text, or a few with `rows`. `kind` is the type of the input; `attributes` go on it as they are.

    What is longer is refused, or cut off with `cut`, for what is only looked for.
    """

    def __init__(
        self, *, longest: int = 200, kind: str = "text", width: str = "medium", rows: int = 0, optional: bool = False,
        cut: bool = False, hint: Any = "", autocomplete: str = "off", attributes: dict[str, str] | None = None, **more: Any,
    ) -> None:  # fmt: skip
        attrs = {"autocomplete": autocomplete, "maxlength": str(longest)} | (attributes or {})
        if rows:
            widget: forms.Widget = forms.Textarea(attrs={"rows": rows, "maxlength": str(longest)})
        else:
            widget = forms.TextInput(attrs=attrs)
            widget.input_type = kind
        super().__init__(required=False, max_length=longest, help_text=hint, widget=widget, **more)
        self.width, self.optional, self.cut = width, optional, longest if cut else None

    def to_python(self, value: Any) -> str | None:
        """The text without the NUL character: nobody types one, and PostgreSQL cannot keep it."""
        return super().to_python(value.replace("\0", "")[: self.cut] if isinstance(value, str) else value)


class Number(forms.IntegerField):
    """A whole number, typed in an ordinary field; None when it is empty and may be."""

    def __init__(self, *, longest: int, hint: Any = "", required: bool = True, **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": str(longest)})
        errors = {
            "required": gettext_lazy("Fill in a whole number."),
            "invalid": gettext_lazy("Fill in a whole number."),
        }
        super().__init__(required=required, help_text=hint, widget=widget, error_messages=errors, **more)
        self.width, self.optional = "short", False


class Day(forms.DateField):
    """A day; `told` is said of what is none."""

    def __init__(self, *, hint: Any = "", required: bool = True, told: Any = "", **more: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d")
        widget.input_type = "date"
        told = told or gettext_lazy("Fill in a date, for example 20 November 2026.")
        errors = {"required": told, "invalid": told}
        super().__init__(
            required=required,
            help_text=hint,
            widget=widget,
            input_formats=["%Y-%m-%d"],
            error_messages=errors,
            **more,
        )
        self.width, self.optional = "short", False


class Choices(forms.MultipleChoiceField):
    """Any of a few ways, each with its label and a hint."""

    def __init__(self, *, options: Mapping[str, tuple[Any, Any]], hint: Any = "", **more: Any) -> None:
        choices = [(value, label) for value, (label, _hint) in options.items()]
        super().__init__(
            required=False, choices=choices, help_text=hint, widget=forms.CheckboxSelectMultiple, **more
        )
        self.hints = {value: told for value, (_label, told) in options.items()}


class Upload(forms.FileField):
    """One file, cleaned to its bytes; empty where none came. One byte more than `largest` is read, enough for the rule to refuse it."""

    def __init__(self, *, largest: int, accept: str, hint: Any = "", **more: Any) -> None:
        widget = forms.FileInput(attrs={"accept": accept})
        super().__init__(required=False, allow_empty_file=True, help_text=hint, widget=widget, **more)
        self.width, self.optional, self.largest = "", False, largest

    def clean(self, data: Any, initial: Any = None) -> bytes:
        """The bytes of the file."""
        file = super().clean(data, initial)
        return bytes(file.read(self.largest + 1)) if file else b""


class _Presence(forms.CheckboxInput):
    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        del files
        return name in data


class Present(forms.BooleanField):
    """Whether something was ticked, or stands in the address, whatever its value."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, widget=_Presence, **more)


class Identifiers(forms.MultipleChoiceField):
    """Identifiers of rows that were ticked: each once, at most `most`. What is no identifier names no row and is left out."""

    def __init__(self, *, most: int, **more: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **more)
        self.most = most

    def clean(self, value: Any) -> list[UUID]:
        """The identifiers, in the order in which they came."""
        texts = dict.fromkeys((value or [])[: self.most])
        return [key for text in texts if (key := as_identifier(text))]


def as_identifier(text: str) -> UUID | None:
    """The identifier that a text is; None for other text."""
    try:
        return UUID(text)
    except ValueError:
        return None


def code_by_mail() -> Text:
    """Six digits that we mailed."""
    return Text(
        label=gettext_lazy("Code from the mail"), hint=gettext_lazy("Six digits"), longest=10, width="short",
        autocomplete="one-time-code", attributes={"inputmode": "numeric", "class": "code-input"},
    )  # fmt: skip


class PageForm(forms.Form):
    """The base of every form of a page. `row` names it where a page has one for each row: its fields are `reason-row`."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, row: object = "", **more: Any) -> None:
        super().__init__(data, auto_id=f"%s-{row}" if row else "%s", label_suffix="", **more)

    @classmethod
    def sent(cls, request: HttpRequest, **more: Any) -> Self:
        """The form as this request sent it, or empty when it sent nothing."""
        if request.method != "POST":
            return cls(None, **more)
        return cls(request.POST, files=request.FILES, **more)

    @property
    def complaint(self) -> str:
        """The first of what is wrong, for a form of buttons that shows no fields; empty where nothing is."""
        return next((str(error) for errors in self.errors.values() for error in errors), "")

    @property
    def status(self) -> int:
        """The status of the page that shows it: 422 when something in it was refused."""
        return 422 if self.errors else 200

    def refuse(self, refusal: Refusal, **fields: str) -> None:
        """Say a refusal at its field when the form has it. `fields` are names of the rule's that the form calls otherwise."""
        field = fields.get(refusal.field, refusal.field)
        if not self.is_bound:
            self.cleaned_data: dict[str, Any] = {}
        self.add_error(field if field in self.fields else None, refusal_text(refusal))


class Query(PageForm):
    """What the address of a page asks. Nobody is told of a value that cannot be: it counts as not asked."""

    @classmethod
    def asked(cls, request: HttpRequest) -> dict[str, Any]:
        """The values, empty where nothing (possible) was asked."""
        form = cls(request.GET)
        form.is_valid()
        return {
            name: form.cleaned_data.get(name) or field.initial or field.to_python("")
            for name, field in form.fields.items()
        }


class ExportQuery(Query):
    """`only`: "proof" makes an export of the evidence alone. `folder`: where somebody picked the messages."""

    only = Text(longest=10, cut=True)
    folder = Text(longest=10, cut=True)


def just_sent(request: HttpRequest) -> bool:
    """Whether the reader of this message has just sent it, as the address of its page says."""
    return "sent" in request.GET


def address_words(request: HttpRequest) -> dict[str, str]:
    """All that stands in the address, for a page whose whole question it is."""
    return request.GET.dict()


def pressed(request: HttpRequest) -> str:
    """The value of the button `do` with which a form was sent; empty for none, and where nothing was sent."""
    return request.POST.get("do", "") if request.method == "POST" else ""


def refusal_text(refusal: Refusal) -> str:
    """A refusal in the reader's language."""
    return refusal.words(_, localise)


def form_errors(refusal: Refusal, fields: frozenset[str]) -> dict[str, Any]:
    """A refusal of an act that has no form of its own: at its field when the page has it, always in the summary above."""
    text = refusal_text(refusal)
    place = refusal.field if refusal.field in fields else ""
    return {"errors": [{"id": place, "text": text}], "wrong": {place: text} if place else {}}


def field_facts(field: forms.BoundField) -> dict[str, Any]:
    """A field of a form as `components/field.html` takes it."""
    widget = field.field.widget
    attributes = dict(widget.attrs)
    facts = {
        "name": field.html_name, "id": field.auto_id, "label": field.label, "hint": field.help_text,
        "value": field.value(), "error": next(iter(field.errors), ""), "type": getattr(widget, "input_type", ""),
        "css": attributes.pop("class", ""), "optional": getattr(field.field, "optional", False),
        "width": getattr(field.field, "width", ""),
    }  # fmt: skip
    if isinstance(widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple):
        facts["options"] = _options(field, widget.choices)
        facts["legend"] = field.label
    elif isinstance(widget, forms.FileInput):
        facts["value"] = None
    elif isinstance(widget, forms.TextInput):
        # A day as browsers want it in the field, not as people read it.
        facts["value"] = widget.format_value(field.value()) or ""
    return facts | attributes


def _options(field: forms.BoundField, choices: Iterable[tuple[Any, Any]]) -> list[dict[str, Any]]:
    chosen = field.value()
    chosen = chosen if isinstance(chosen, list | tuple) else [chosen]
    hints = getattr(field.field, "hints", {})
    return [
        {"value": value, "label": label, "hint": hints.get(value, ""), "checked": value in chosen}
        for value, label in choices
    ]
