"""What a rule answers: yes or no, with the reason, the articles and who may decide otherwise.

A decision is an answer, not an exception: it is returned, used as a truth value, shown to people and
kept in evidence. Its words are an English template with parameters, so that a door can translate it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from zegel.law.interpretations import Reading
from zegel.law.sources import Article
from zegel.law.texts import fill, show

Severity = Literal["hard", "warning", "computed", "discretion"]
Override = Literal["nobody", "filer", "clerk", "judge"]


def frozen(params: Mapping[str, object] | None) -> Mapping[str, object]:
    """Give a read-only copy of template parameters."""
    return MappingProxyType(dict(params or {}))


@dataclass(frozen=True, slots=True)
class Decision:
    """One rule applied to given facts.

    `allowed` is the truth value; `reason` the English template (message id) filled by `params`;
    `severity` says what a refusal means: "hard" blocks, "warning" is shown and goes on, "computed" is
    information, "discretion" waits for a recorded decision (of an act that may go on: a judge may still decide). `override` says who may decide otherwise:
    usually the judge, because of PR 1.11 (fitting consequence), 1.12 (gaps) and 1.13 (deviation). `readings` are the
    open interpretations it hangs on, each with what the other settings would give.
    """

    allowed: bool
    reason: str
    articles: tuple[Article, ...]
    severity: Severity = "hard"
    override: Override = "judge"
    params: Mapping[str, object] = field(default_factory=dict)
    rule: str = ""
    readings: tuple[Reading[Any], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a decision without article or reason: no naked answers."""
        if not self.reason or not self.articles:
            raise ValueError("a decision needs a reason and at least one article")
        object.__setattr__(self, "params", frozen(self.params))

    def __bool__(self) -> bool:
        """Say whether the rule allows it."""
        return self.allowed

    @property
    def blocks(self) -> bool:
        """Say whether the act must stop here unless somebody entitled overrides it."""
        return not self.allowed and self.severity == "hard"

    def words(self, translate: Callable[[str], str], shown: Callable[[object], str] = show) -> str:
        """Give the reason in the words of a reader, as the door translates and shows it."""
        return fill(self.reason, self.params, translate, shown)

    def text(self) -> str:
        """Give the reason in English with its parameters filled in."""
        return fill(self.reason, self.params)
