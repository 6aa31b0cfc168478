"""The cast of the demo. All accounts share one password, printed at the start of the demo."""

from dataclasses import dataclass

PASSWORD = "zegel-demo-2026"  # noqa: S105  the demo's, shown to everybody


@dataclass(frozen=True, slots=True)
class Person:
    """An account holder; `ref` names them inside the import."""

    ref: str
    name: str
    email: str
    organisation: str
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class Body:
    """A court or office."""

    ref: str
    kind: str
    name: str
    phone: str
    accent: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """A shared mailbox and who may open it."""

    name: str
    address: str
    organisation: str
    members: tuple[str, ...]


BODIES = (
    Body("amsterdam", "district_court", "Rechtbank Amsterdam", "088 361 10 00", "#0b5c6b", "rechtbank-amsterdam"),
    Body("rotterdam", "district_court", "Rechtbank Rotterdam", "088 361 10 01", "#3d4f8f", "rechtbank-rotterdam"),
    Body("devries", "law_office", "De Vries Van Dam Advocaten", "020 555 01 10"),
    Body("kade", "law_office", "Kade 12 Advocatuur", "010 555 01 20"),
    Body("noord", "law_office", "Noorderlicht Advocaten", "050 555 01 30"),
)

PEOPLE = (
    Person("fatima", "Fatima el Idrissi", "fatima@rechtbank-amsterdam.example", "amsterdam"),
    Person("jan", "Jan de Wit", "jan@rechtbank-amsterdam.example", "amsterdam"),
    Person("sanne", "Sanne Bakker", "sanne@rechtbank-rotterdam.example", "rotterdam"),
    Person("devries", "mr. A. de Vries", "a.devries@devriesvandam.example", "devries"),
    Person("vandam", "mr. P. van Dam", "p.vandam@devriesvandam.example", "devries"),
    Person("yilmaz", "mr. L. Yılmaz", "l.yilmaz@kade12.example", "kade"),
    Person("hendriks", "mr. J. Hendriks", "j.hendriks@noorderlicht.example", "noord"),
    Person("oconnor", "S. O'Connor LLM", "s.oconnor@kade12.example", "kade", "en"),
)

TEAMS = (
    Team(
        "Team kort geding Amsterdam", "kortgeding@rechtbank-amsterdam.example", "amsterdam", ("fatima", "jan")
    ),
    Team("Team familie Amsterdam", "familie@rechtbank-amsterdam.example", "amsterdam", ("jan",)),
    Team("Bureau voorzieningenrechter Rotterdam", "vzr@rechtbank-rotterdam.example", "rotterdam", ("sanne",)),
)
