"""Who may be called what: nobody is called as a court, a known body or another organisation. Plain values."""

from collections.abc import Iterable
from dataclasses import dataclass

from zegel.identity.errors.people import NameTaken
from zegel.law.names import body_in, court_in
from zegel.lib.lookalikes import skeleton, skeletons

# A name of so many letters is an organisation's wherever it stands; a shorter one only when it is the whole name.
DISTINCT = 10
_OURS = skeleton("Zegel")


@dataclass(frozen=True, slots=True)
class Naming:
    """For whom a name is: the organisation they belong to (empty for none), and whether that is a court."""

    own: str = ""
    court: bool = False


def check_free(name: str, naming: Naming, organisations: Iterable[str]) -> str:
    """Let a name pass that nobody can take for a court's, a known body's or another organisation's.

    `organisations` are the names of those that are here. What looks like the own organisation's name may be used there.

    Raises:
        NameTaken: with whose name it looks like.
    """
    own, joined = skeleton(naming.own), skeleton(name)
    at_home = bool(own) and own in joined
    court = court_in(name)
    if court and not naming.court and not at_home:
        raise NameTaken(field="name", body=court)
    if court and naming.court and skeleton(court) in joined and _of_another(court, own):
        raise NameTaken(field="name", body=court)
    if (body := body_in(name)) and not at_home:
        raise NameTaken(field="name", body=body)
    for other in organisations:
        form = skeleton(other)
        if (
            form
            and form != own
            and (form == joined or (len(form) >= DISTINCT and form in joined and not at_home))
        ):
            raise NameTaken(field="name", body=other)
    if not own and skeletons(name)[:1] == [_OURS]:
        raise NameTaken(field="name", body="Zegel")
    return name


def _of_another(court: str, own: str) -> bool:
    """Whether what was found is one court by name, and not this one."""
    named = skeleton(court)
    return court_in(court) == court and len(skeletons(court)) > 1 and named not in own and own not in named
