"""What houses write to people: typed mails and SMS texts. Each class stands in the house it speaks of; `notify` only delivers.

The fields of a letter are stored with the queued message and hold no secret. A field may be added with a default; a letter
whose words need other fields is a new class with a new `kind`.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _

OURSELVES: Final = "Zegel"
"""Who writes when it is about an account and not for a court."""

_MAILS: Final[dict[str, type["MailLetter"]]] = {}
_SMS: Final[dict[str, type["SmsLetter"]]] = {}


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail before it is set: what happened, one thing to do, and how to know that it is real."""

    subject: str
    opening: tuple[str, ...]
    steps: tuple[str, ...]
    button: str
    link: str
    assurance: tuple[str, ...]
    closing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailLetter:
    """A kind of mail; `kind` is stored for ever. Subclasses are frozen dataclasses and give `content`.

    `organisation` is who writes, as the mail's From says it. With `carries_secret` it has a link or code that only the
    worker sees, at the moment of sending.
    """

    kind: ClassVar[str]
    carries_secret: ClassVar[bool] = False

    organisation: str = OURSELVES

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super(MailLetter, cls).__init_subclass__(**kwargs)
        _register(_MAILS, cls)

    def content(self, *, secret: str, origin: str) -> Letter:
        """The words in the language that is active. `origin` is our own address, without a slash behind it."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsLetter:
    """A kind of SMS; `kind` is stored for ever. With `carries_code` it lets somebody in, else it only tells something."""

    kind: ClassVar[str]
    carries_code: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super(SmsLetter, cls).__init_subclass__(**kwargs)
        _register(_SMS, cls)

    def content(self, *, code: str) -> str:
        """The words in the language that is active, at most 160 signs with a code's own line."""
        raise NotImplementedError


def stored(letter: MailLetter | SmsLetter) -> dict[str, Any]:
    """A letter's fields as the queue keeps them."""
    return asdict(letter)


def mail_letter(kind: str, fields: Mapping[str, Any]) -> MailLetter:
    """The letter a queued mail is."""
    return _MAILS[kind](**fields)


def sms_letter(kind: str, fields: Mapping[str, Any]) -> SmsLetter:
    """The text a queued SMS is."""
    return _SMS[kind](**fields)


def mail_kinds() -> Mapping[str, type[MailLetter]]:
    """Every kind of mail there is."""
    return dict(_MAILS)


def sms_kinds() -> Mapping[str, type[SmsLetter]]:
    """Every kind of SMS there is."""
    return dict(_SMS)


def own_address(origin: str) -> str:
    """The line by which a reader knows our page."""
    return _("The address of our page begins with %(origin)s/") % {"origin": origin}


def typed_yourself() -> str:
    """The line for who does not trust a link."""
    return _("You can also type that address yourself.")


def no_reply() -> str:
    """The line that ends a mail nobody can answer."""
    return _("You cannot reply to this mail.")


def spaced(code: str) -> str:
    """Six digits as people read them out."""
    return f"{code[:3]} {code[3:]}"


def _register[Kind](registry: dict[str, type[Kind]], letter: type[Kind]) -> None:
    kind = vars(letter).get("kind")
    if not isinstance(kind, str):
        return
    known = registry.get(kind)
    # A dataclass with slots is made twice under one qualified name.
    if known and (known.__module__, known.__qualname__) != (letter.__module__, letter.__qualname__):
        raise TypeError(f"two letters are called {kind}")
    registry[kind] = letter
