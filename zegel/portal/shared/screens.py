"""Where the screen of each rule of the law is (`Row.screen`); bin/law-trace writes it beside the rule, and a test opens each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Who = Literal["anyone", "judge", "clerk", "claimant"]


@dataclass(frozen=True, slots=True)
class Screen:
    """Its address, with `{case}` for a case, and somebody for whom it is there. No address where no person sees it."""

    address: str
    who: Who = "claimant"


SCREENS: Final[Mapping[str, Screen]] = {
    "application": Screen("/apply", "anyone"),
    "bailiff": Screen("/cases/{case}"),
    "case": Screen("/cases/{case}"),
    "case file": Screen("/cases/{case}"),
    "case: hearing": Screen("/cases/{case}"),
    "case: parties": Screen("/cases/{case}/parties"),
    "case: strike out": Screen("/hearings/{case}", "judge"),
    "case: terms": Screen("/cases/{case}"),
    "case: withdraw": Screen("/cases/{case}"),
    "composer": Screen("/mail/new"),
    "court office: decisions": Screen("/requests", "judge"),
    "court office: sending": Screen("/post", "clerk"),
    "court office: tasks": Screen("/judge", "judge"),
    "deadline calculator": Screen("/terms", "anyone"),
    "fees": Screen("/fees/{case}", "clerk"),
    "filing": Screen("/file"),
    "hearing planner": Screen("/planner/{case}", "clerk"),
    "hearing sheet": Screen("/hearings/{case}", "judge"),
    "inbound_mail": Screen(""),
    "intake": Screen("/intake", "clerk"),
    "judgment": Screen("/cases/{case}/judgment", "judge"),
    "login": Screen("/login", "anyone"),
    "outages": Screen("/outages", "anyone"),
    "press list": Screen("/hearings?list=press", "clerk"),
    "public hearing list": Screen("/hearings?list=public", "clerk"),
    "receipt": Screen("/verify", "anyone"),
    "regulation": Screen("/regulation", "anyone"),
}
