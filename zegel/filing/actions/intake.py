"""The court's side of a filing: what the intake (*Digitale Postkamer*) does with it."""

from datetime import datetime

from django.db import transaction

from zegel.casefile.actions import NewCase, register_case
from zegel.casefile.queries import Case
from zegel.filing.errors import NotThisDesk
from zegel.filing.queries import desk_for
from zegel.lib.principal import Principal


@transaction.atomic
def register(*, actor: Principal, new: NewCase, at: datetime) -> Case:
    """Register a case at the desk that receives such cases (4.2), so that no desk gives out numbers of another court.

    Raises:
        CourtUnknown, NoDesk; NotThisDesk: another mailbox receives them; and what `casefile.actions.register_case` refuses.
    """
    if desk_for(new.court, new.location, new.matter, at=at).box_id != new.desk:
        raise NotThisDesk(field="desk")
    return register_case(actor=actor, new=new, at=at)
