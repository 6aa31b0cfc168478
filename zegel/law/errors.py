"""Refusals of the law house: questions it will not answer, in words that say how to ask better.

Codes are stable and part of the contract; texts may improve. Nothing here knows of HTTP or a terminal.
"""

from zegel.law.sources import Article
from zegel.law.texts import NO_PARAMS, Params, fill


class LawError(ValueError):
    """A question that cannot be answered as asked.

    `code` is stable ("time-exists-twice"); `text` an English template filled by `params`; `articles` the
    provisions that make it a refusal, where there are any. Asking again with better facts can help; asking
    the same again cannot.
    """

    def __init__(
        self, code: str, text: str, params: Params = NO_PARAMS, articles: tuple[Article, ...] = ()
    ) -> None:
        """Keep code, template, parameters and articles apart for the doors."""
        self.code = code
        self.text = text
        self.params = params
        self.articles = articles
        super().__init__(fill(text, params))
