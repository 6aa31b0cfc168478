"""The forms of the counter, where paper of a filing comes in."""

from typing import Any

from django import forms

from zegel.portal.shared.forms import PageForm, Present, Query, Text


class NumberQuery(Query):
    """The number on a cover sheet."""

    number = Text(longest=40, cut=True)


class Pieces(forms.Field):
    """Which of a filing's `count` pieces were ticked, by number; what is no number of a piece is left out."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, count: int) -> None:
        super().__init__(required=False)
        self.count = count

    def clean(self, value: Any) -> list[int]:
        """The numbers, in order."""
        ticked = set(value or [])
        return [number for number in range(1, self.count + 1) if str(number) in ticked]


class PiecesForm(PageForm):
    """Which pieces of paper lie before the clerk, and whether it does not say that they were filed before (3.3)."""

    unsaid = Present()

    def __init__(self, data: Any = None, *, pieces: int, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["piece"] = Pieces(count=pieces)
