"""Papers set by Typst: as PDF/A wherever there are letters for every name in them."""

import contextlib
from pathlib import Path
from typing import Literal

import typst

BUILT = Path(__file__).parents[1] / "static" / "build"

Standard = Literal["a-3b", "1.7"]


def typeset(template: Path, inputs: dict[str, str]) -> bytes:
    """A template as PDF/A-3b, with the fonts that its names need.

    With a letter that no font has it cannot be PDF/A, and is a plain PDF: the paper must be there all the same.
    """
    # Most names are in the fonts that Typst brings; the others are asked only where they are needed.
    with contextlib.suppress(typst.TypstError):
        return _typeset(template, inputs, "a-3b", [])
    letters = _letters()
    with contextlib.suppress(typst.TypstError):
        return _typeset(template, inputs, "a-3b", letters)
    return _typeset(template, inputs, "1.7", letters)


def _letters() -> list[Path]:
    """Fonts of the scripts that Typst's own have not; `web/fonts.mjs` makes them, in a folder whose name changes with them."""
    return sorted(BUILT.glob("letters*"))


def _typeset(template: Path, inputs: dict[str, str], standard: Standard, fonts: list[Path]) -> bytes:
    made = typst.compile(
        str(template),
        format="pdf",
        pdf_standards=[standard],
        sys_inputs=inputs,
        font_paths=[str(font) for font in fonts],
    )
    return bytes(made)
