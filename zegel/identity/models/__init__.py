"""Tables of identity, cut by noun."""

from zegel.identity.models.contact import AddressChange
from zegel.identity.models.invitations import Invitation
from zegel.identity.models.organisations import RegisterKeeper, Role
from zegel.identity.models.people import Organisation, User

__all__ = [
    "AddressChange",
    "Invitation",
    "Organisation",
    "RegisterKeeper",
    "Role",
    "User",
]
