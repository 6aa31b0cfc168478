"""What annex VI asks of a message to a court and of its files, as far as only who opened it can see: the sender's program may be another
one than ours, and the server reads no names."""

import re
from datetime import datetime
from typing import Final

from zegel.law.rules.annexes import attachments_numbered, format_fits, name_fits, one_case
from zegel.lib.moments import amsterdam
from zegel.seal.manifest import FileEntry, Manifest

_ANSWERS: Final = re.compile(r"01_aanvraag_\d{6}\.json")
"""The answers to the form of 2.2, which our own form puts before the application as a PDF: the court's programs read them."""


def unmet_rules(manifest: Manifest, number: int) -> list[str]:
    """The rules of annex VI that a file does not meet, in their order; of the message itself with its first file. The court takes it in all the same (1.11)."""
    entry = manifest.files[number - 1]
    on = amsterdam(datetime.fromisoformat(manifest.created)).date()
    extension = entry.name.rpartition(".")[2] if "." in entry.name else ""
    first = number == 1
    decisions = [
        one_case(manifest.subject, manifest.text if first else "", [entry.name.replace("_", " ")]),
        # What is wrong with the format is said as such; the name may still be good.
        name_fits(entry.name, on, {extension.lower()}),
    ]
    if not _is_answers(entry):
        decisions.append(format_fits(extension, None))
    if first:
        decisions.append(attachments_numbered(file.number for file in manifest.files))
    return [decision.rule for decision in decisions if not decision]


def _is_answers(entry: FileEntry) -> bool:
    return entry.type == "application/json" and _ANSWERS.fullmatch(entry.name) is not None
