"""Refusals of a register file: of the whole file, and of one cell in it."""

from zegel.lib.refusals import Refusal


class RegisterUnreadable(Refusal):
    """The bytes are no table of text."""

    code = "register-unreadable"
    message = "This file cannot be read as a table. Save it as CSV in UTF-8 and try again."


class RegisterTooLarge(Refusal):
    """More than any register has."""

    code = "register-too-large"
    message = "This file is too large for a register: at most {most} MB."


class RegisterColumns(Refusal):
    """The first line lacks columns, or names one twice."""

    code = "register-columns"
    message = "The first line must name these columns, each once: {columns}. Missing or double: {wrong}."


class RegisterEmpty(Refusal):
    """Nothing below the first line: taken at its word, everybody would be gone."""

    code = "register-empty"
    message = "There is no lawyer or bailiff in this file. Nothing was changed."


class RowLength(Refusal):
    """A line with more or fewer cells than the first."""

    code = "register-row-length"
    message = "This line has {cells} cells, the first line has {columns}. Is there a separator inside a text?"


class CellEmpty(Refusal):
    """A cell that must be filled."""

    code = "register-cell-empty"
    message = "This cell is empty."


class CellTooLong(Refusal):
    """More signs than fit."""

    code = "register-cell-long"
    message = "This text is longer than {most} signs."


class CellSigns(Refusal):
    """Invisible or unreadable signs, or the sign of broken text."""

    code = "register-cell-signs"
    message = "There are unreadable or invisible signs in this cell."


class CellFormula(Refusal):
    """A spreadsheet would calculate with this cell instead of showing it (CSV injection)."""

    code = "register-cell-formula"
    message = "This cell begins with {sign}, which a spreadsheet takes for a formula. Remove that sign."


class CellNumber(Refusal):
    """Not a number of that register."""

    code = "register-cell-number"
    message = (
        'This is no BAR number. A BAR number is the letter A and four to six digits, for example "A12345".'
    )


class CellBailiffNumber(Refusal):
    """Not a number of the bailiffs' register."""

    code = "register-cell-kbvg"
    message = "This is no KBvG number: up to twenty letters and digits, with at least one digit."


class CellTwice(Refusal):
    """The same number on an earlier line."""

    code = "register-cell-twice"
    message = "This number is also on line {line}. Each number may be there once."


class CellEmail(Refusal):
    """No mail can be sent to it."""

    code = "register-cell-email"
    message = "This is not a complete e-mail address."


class CellChoice(Refusal):
    """Another word than the file may have here."""

    code = "register-cell-choice"
    message = "This must be one of: {choices}."


class CellDate(Refusal):
    """Not a day as 2026-11-22 or 22-11-2026."""

    code = "register-cell-date"
    message = "This is no date. Write it as 2026-11-22 or 22-11-2026."


class DatesReversed(Refusal):
    """The last day lies before the first."""

    code = "register-dates-reversed"
    message = "The last day lies before the first day."


class NotRegisterKeeper(Refusal):
    """Only who keeps the register may do this."""

    code = "not-register-keeper"
    message = "Only who keeps the professional register can do this."


class RegisterFileGone(Refusal):
    """A file that was imported, thrown away, replaced, or somebody else's: one answer."""

    code = "register-file-gone"
    message = "This file is not kept here any more. Choose it again."


class RegisterMoved(Refusal):
    """Another import came between the look and the act."""

    code = "register-moved"
    message = "The register was renewed while you were looking. Look again at what would change."
    retry = True
