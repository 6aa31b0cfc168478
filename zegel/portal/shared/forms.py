"""Forms of pages: what was typed is kept, and what is refused is said at its field and in the summary above.

A form says its fields once, with label, hint and the attributes of the input; `{% field field=form.email %}` shows one.
An empty field is refused by the rule behind the form, in the rule's own words, unless the form itself knows better.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zegel.lib.refusals import Refusal


class Text(forms.CharField):
    """A line of text, or a few with `rows`. `kind` is the type of the input; `attributes` go on it as they are."""

    def __init__(
        self, *, longest: int = 200, kind: str = "text", width: str = "medium", rows: int = 0, optional: bool = False,
        hint: Any = "", autocomplete: str = "off", attributes: dict[str, str] | None = None, **more: Any,
    ) -> None:  # fmt: skip
        attrs = {"autocomplete": autocomplete, "maxlength": str(longest)} | (attributes or {})
        if rows:
            widget: forms.Widget = forms.Textarea(attrs={"rows": rows, "maxlength": str(longest)})
        else:
            widget = forms.TextInput(attrs=attrs)
            widget.input_type = kind
        super().__init__(required=False, max_length=longest, help_text=hint, widget=widget, **more)
        self.width, self.optional = width, optional

    def to_python(self, value: Any) -> str | None:
        """The text without the NUL character: nobody types one, and PostgreSQL cannot keep it."""
        return super().to_python(value.replace("\0", "") if isinstance(value, str) else value)


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
    """A day."""

    def __init__(self, *, hint: Any = "", required: bool = True, **more: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d")
        widget.input_type = "date"
        told = gettext_lazy("Fill in a date, for example 20 November 2026.")
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


def code_by_mail() -> Text:
    """Six digits that we mailed."""
    return Text(
        label=gettext_lazy("Code from the mail"), hint=gettext_lazy("Six digits"), longest=10, width="short",
        autocomplete="one-time-code", attributes={"inputmode": "numeric", "class": "code-input"},
    )  # fmt: skip


class PageForm(forms.Form):
    """The base of every form of a page."""

    use_required_attribute = False

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, auto_id="%s", label_suffix="", **more)

    @classmethod
    def sent(cls, request: HttpRequest, **more: Any) -> Self:
        """The form as this request sent it, or empty when it sent nothing."""
        return cls(request.POST if request.method == "POST" else None, **more)

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


def refusal_text(refusal: Refusal) -> str:
    """A refusal in the reader's language."""
    return _(refusal.message).format(**refusal.details)


def form_errors(refusal: Refusal, fields: frozenset[str]) -> dict[str, Any]:
    """A refusal of an act that has no form of its own: at its field when the page has it, always in the summary above."""
    text = refusal_text(refusal)
    place = refusal.field if refusal.field in fields else ""
    return {"errors": [{"id": place, "text": text}], "wrong": {place: text} if place else {}}


def form_text(request: HttpRequest, name: str, longest: int = 400) -> str:
    """What was typed in a field, without the character no database keeps."""
    return request.POST.get(name, "").replace("\0", "")[:longest]


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
