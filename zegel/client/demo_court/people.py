"""The cast of the demo. All accounts share one password, printed at the start of the demo."""

import base64
import hashlib
import zlib
from dataclasses import dataclass

from zegel.client.second import App

PASSWORD = "zegel-demo-2026"


def app_secret(email: str) -> str:
    """The secret (base32) of a person's authenticator app; no secret at all, like the password."""
    return base64.b32encode(hashlib.sha256(f"zegel demo {email}".encode()).digest()[:20]).decode()


def app_of(email: str) -> App:
    """The authenticator app of somebody in the demo."""
    return App(app_secret(email))


def phone_of(email: str) -> str:
    """A number of the demo, whose messages are on a page."""
    return f"06 9{zlib.crc32(email.encode()) % 10_000_000:07}"


@dataclass(frozen=True, slots=True)
class Person:
    """An account holder; `ref` names them inside the import."""

    ref: str
    name: str
    email: str
    organisation: str
    language: str = "nl"
    roles: tuple[str, ...] = ()

    @property
    def phone(self) -> str:
        """Where this person's codes go."""
        return phone_of(self.email)


@dataclass(frozen=True, slots=True)
class Body:
    """A court or office."""

    ref: str
    kind: str
    name: str
    phone: str
    accent: str = ""
    logo: str = ""
    intro_nl: str = ""
    intro_en: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """A shared mailbox and who may open it."""

    name: str
    address: str
    organisation: str
    members: tuple[str, ...]


BODIES = (
    Body(
        "amsterdam",
        "district_court",
        "Rechtbank Amsterdam",
        "088 361 10 00",
        "#0b5c6b",
        "rechtbank-amsterdam",
        "De rechtbank stuurt u berichten over uw zaak op deze manier, omdat u dat hebt gevraagd of goedgevonden.",
        "The court sends you messages about your case this way, because you asked for it or agreed to it.",
    ),
    Body(
        "rotterdam",
        "district_court",
        "Rechtbank Rotterdam",
        "088 361 10 01",
        "#3d4f8f",
        "rechtbank-rotterdam",
    ),
    Body("devries", "law_office", "De Vries Van Dam Advocaten", "020 555 01 10"),
    Body("kade", "law_office", "Kade 12 Advocatuur", "010 555 01 20"),
    Body("noord", "law_office", "Noorderlicht Advocaten", "050 555 01 30"),
)

PEOPLE = (
    Person(
        "fatima",
        "Fatima el Idrissi",
        "fatima@rechtbank-amsterdam.example",
        "amsterdam",
        # Of the whole installation: in a real one that is somebody of the national office.
        roles=("administrator", "register_keeper"),
    ),
    Person("jan", "Jan de Wit", "jan@rechtbank-amsterdam.example", "amsterdam"),
    Person(
        "sanne", "Sanne Bakker", "sanne@rechtbank-rotterdam.example", "rotterdam", roles=("administrator",)
    ),
    Person(
        "devries", "mr. A. de Vries", "a.devries@devriesvandam.example", "devries", roles=("administrator",)
    ),
    Person("secretaris", "A. Secretaris", "secretariaat@devriesvandam.example", "devries"),
    Person("vandam", "mr. P. van Dam", "p.vandam@devriesvandam.example", "devries"),
    Person("yilmaz", "mr. L. Yılmaz", "l.yilmaz@kade12.example", "kade"),
    Person("hendriks", "mr. J. Hendriks", "j.hendriks@noorderlicht.example", "noord"),
    Person("sluis", "mr. G. Sluis", "g.sluis@kade12.example", "kade"),
    Person("oconnor", "S. O'Connor LLM", "s.oconnor@kade12.example", "kade", "en"),
)

TEAMS = (
    Team(
        "Team kort geding Amsterdam", "kortgeding@rechtbank-amsterdam.example", "amsterdam", ("fatima", "jan")
    ),
    Team("Team familie Amsterdam", "familie@rechtbank-amsterdam.example", "amsterdam", ("jan",)),
    Team("Bureau voorzieningenrechter Rotterdam", "vzr@rechtbank-rotterdam.example", "rotterdam", ("sanne",)),
)

DESKS = (
    "court,location,matter,mailbox,postal,counter",
    "amsterdam,Amsterdam,handel,kortgeding@rechtbank-amsterdam.example,Postbus 10000|1000 AA Amsterdam,Parnassusweg 280|1076 AV Amsterdam",
    "amsterdam,Amsterdam,familie,familie@rechtbank-amsterdam.example,Postbus 10000|1000 AA Amsterdam,Parnassusweg 280|1076 AV Amsterdam",
    "rotterdam,Rotterdam,handel,vzr@rechtbank-rotterdam.example,Postbus 20000|3000 AA Rotterdam,Wilhelminaplein 100|3072 AK Rotterdam",
    "rotterdam,Rotterdam,familie,vzr@rechtbank-rotterdam.example,Postbus 20000|3000 AA Rotterdam,Wilhelminaplein 100|3072 AK Rotterdam",
    "rotterdam,Rotterdam,kanton,vzr@rechtbank-rotterdam.example,Postbus 20000|3000 AA Rotterdam,Wilhelminaplein 100|3072 AK Rotterdam",
)
"""Which mailbox receives what, as `zegel manage import_desks` reads it; the post boxes are invented."""

COURTS = {body.ref: body.name for body in BODIES if body.ref in {line.split(",")[0] for line in DESKS[1:]}}
"""The courts with a desk, by what the law calls them."""
