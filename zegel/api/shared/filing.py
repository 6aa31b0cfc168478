"""What a filer says of a filing, by whatever door."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from zegel.api.shared.wire import Wire
from zegel.filing.rules import Copies, Facts, Kind
from zegel.law.rules.declared import DeclaredFile


class DeclaredFileIn(Wire):
    """What the filer says of a file, for the rules of chapter 3; what is not said is not judged. `exhibit` is its number of the party,
    `pdfa` the verdict of the filer's checker, `paper` what the pages of the piece itself are made for (3.12), `translated` whether a translation is attached."""

    exhibit: int | None = Field(default=None, ge=1, le=9999)
    pages: int | None = Field(default=None, ge=0, le=100_000)
    summary: bool = False
    headings: bool = False
    length_explained: bool = False
    pdfa: Literal["", "not PDF/A", "claims PDF/A", "structure checked", "validated"] = ""
    paper: Literal["", "A4", "other"] = ""
    language: str = Field(default="nl", pattern="^[a-z]{2,3}$")
    translated: bool | None = None


class FilingIn(Wire):
    """Where, what and how, by the filer's own word; nothing here says what the documents say."""

    court: str = Field(max_length=40)
    location: str = Field(max_length=60)
    matter: str = Field(max_length=10)
    kind: Kind
    number: str = Field(default="", max_length=80)
    secret: bool
    copies: Copies
    summons: int = Field(default=0, ge=0, le=1000, description="How many files are the (draft) summons")
    acknowledged: list[str] = Field(default=[], max_length=20)
    party: UUID | None = Field(default=None, description="In a running case: the filer's party")
    shield_from: list[UUID] = Field(
        default=[], max_length=200, description="The parties that are not to see it (3.7)"
    )
    against: list[UUID] = Field(
        default=[],
        max_length=200,
        description="The parties on the other side that the claim is against (3.7)",
    )
    files: list[DeclaredFileIn] = Field(
        default=[], max_length=200, description="What is said of each file, in their order, or nothing"
    )
    short_name: str = Field(default="", max_length=80, description="As the pieces call the party (3.13)")

    def facts(self) -> Facts:
        """As the house takes them in."""
        told = self.model_dump()
        lists = {name: tuple(told[name]) for name in ("acknowledged", "shield_from", "against")}
        lists["files"] = tuple(DeclaredFile(**file) for file in told["files"])
        return Facts(**told | lists)
