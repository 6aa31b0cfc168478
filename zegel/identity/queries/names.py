"""Whether a name is free for who wants it. Asked at every place where one comes in."""

from uuid import UUID

from zegel.identity.models import Organisation
from zegel.identity.models.people import COURTS
from zegel.identity.rules.names import Naming, check_free


def free_name(name: str, *, organisation: UUID | None) -> str:
    """The name, when a person, mailbox or team of this organisation (None: of nobody but itself) may be called that.

    Raises:
        NameTaken: it looks like a court's, a known body's or another organisation's.
    """
    rows = Organisation.objects.values_list("pk", "name", "kind")
    here = next(((called, kind) for key, called, kind in rows if key == organisation), None)
    naming = Naming(here[0], here[1] in COURTS) if here else Naming()
    return check_free(name, naming, (called for _, called, _ in rows))


def free_organisation_name(name: str, *, kind: str, itself: UUID) -> str:
    """The name, when an organisation of this kind may be called that; its own of today it may keep.

    Raises:
        NameTaken.
    """
    others = Organisation.objects.exclude(pk=itself).values_list("name", flat=True)
    own = Organisation.objects.filter(pk=itself).values_list("name", flat=True).first() or ""
    if own == name:
        return name
    return check_free(name, Naming(own if kind in COURTS else "", kind in COURTS), others)
