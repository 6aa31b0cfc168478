"""Words of which only some may stand on the wire; the browser's types are made of the same lists (bin/wire)."""

from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


class Among:
    """In `Annotated[str, Among("nl", "en")]`: another word is refused on its way in and is a bug on its way out."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(list(self.words))


Language = Annotated[str, Among("nl", "en")]
LoginMethod = Annotated[str, Among("passkey", "totp", "sms", "backup", "password")]
BoxKind = Annotated[str, Among("personal", "team")]
Right = Annotated[str, Among("read", "prepare", "send", "manage")]
PartyKind = Annotated[str, Among("box", "guest")]
Verification = Annotated[str, Among("account", "sms", "code")]
GuestVerification = Annotated[str, Among("sms", "code", "organisation")]
Profession = Annotated[str, Among("", "bar", "kbvg")]
Standing = Annotated[str, Among("", "court", "office", "bar", "kbvg")]
Role = Annotated[str, Among("sender", "recipient")]
Outcome = Annotated[str, Among("good", "doubtful", "bad")]
KeySeal = Annotated[str, Among("recovery", "password")]
