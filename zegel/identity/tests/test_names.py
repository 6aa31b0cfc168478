"""Nobody is called as a court, a body of the law or somebody else's office: at every place where a name comes in."""

import base64

import pytest

from tests.personas import AT, PASSWORD, make_holder, principal_of
from zegel.boxes.actions import NewBox, open_team
from zegel.identity.actions.organisations import Look, set_look
from zegel.identity.actions.people import NewUser, add_user
from zegel.identity.actions.roles import appoint
from zegel.identity.errors.people import NameTaken
from zegel.identity.models import Organisation, User
from zegel.identity.queries.names import free_name
from zegel.law.courts import courts
from zegel.law.names import court_in
from zegel.lib.principal import system
from zegel.seal import keys
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.sealing import seal_bytes

LOOKS_LIKE_A_COURT = (
    "Rechtbank Amsterdam", "rechtbank amsterdam", "RECHTBANK  AMSTERDAM", "Rechtbankamsterdam", "R e c h t b a n k Amsterdam",
    "Rесhtbаnk Amsterdam", "Rеchtbank", "Ｒechtbank Amsterdam", "Ṙéchtbànk Ámsterdam", "Recht\u200bbank Amsterdam", "Recht\u00adbank",
    "𝕽𝖊𝖈𝖍𝖙𝖇𝖆𝖓𝖐 Amsterdam", "ʀᴇᴄʜᴛʙᴀɴᴋ", "🅁🄴🄲🄷🅃🄱🄰🄽🄺", "Ⓡⓔⓒⓗⓣⓑⓐⓝⓚ", "Rechtbamk Amsterdam", "Rechtbnak Amsterdam", "R3chtb4nk",
    "Griffie Rotterdam", "de griffier", "Rb. Utrecht", "Hof Den Haag", "Gerechtshof Arnhem-Leeuwarden", "Hoge Raad der Nederlanden",
    "District Court of Amsterdam", "Kantonrechter te Leiden", "Team kort geding Zwolle", "Raad voor Rechtsbijstand",
    "Nederlandse Orde van Advocaten", "Zegel", "Zegel helpdesk", "Zеgel beheer",
)  # fmt: skip
PEOPLE = (
    "A. de Vries", "Jan de Rechter", "K. Griffioen", "Anna van 't Hof", "Sanne Raadman", "Fatima el Amrani", "Jan van Amsterdam",
    "李小龙", "Иван Иванов", "Ωνάσης", "Ö. Çelik", "O'Connor", "J. Zegel", "Bank, R.", "mr. dr. P.J. Utrecht", "Court, M.",
)  # fmt: skip


def _new(name: str) -> NewUser:
    key = keys.make_user_key()
    return NewUser(
        email=f"new{abs(hash(name))}@example.org", name=name, language="nl", login=PASSWORD, password_salt=b"s" * 16,
        recipient=key.recipient, signing_key=base64.b64encode(key.signing_public).decode(), sealed_key=b"x",
    )  # fmt: skip


@pytest.mark.parametrize("name", LOOKS_LIKE_A_COURT)
def test_no_account_of_ones_own_is_called_as_a_court_or_looks_like_it(db, name):
    with pytest.raises(NameTaken):
        add_user(new=_new(name), organisation=None)
    assert not User.objects.exists()


@pytest.mark.parametrize("court", courts(), ids=lambda court: court.slug)
def test_every_court_of_the_annexes_and_every_place_it_sits_is_known(court):
    assert court_in(court.name) == court.name
    for place in court.locations:
        assert all(map(court_in, (f"Rechtbank {place}", f"rb {place}", f"{place}, rechtbank")))


@pytest.mark.parametrize("name", PEOPLE)
def test_people_keep_their_names(db, name):
    assert free_name(name, organisation=None) == name


def test_an_office_that_is_known_here_keeps_its_name_for_its_own_people(db):
    office = Organisation.objects.create(kind="law_office", name="De Vries & Van Dam Advocaten")
    for name in (
        "De Vries & Van Dam Advocaten",
        "De Vrіes, Van Dam advocaten",
        "Team devriesvandamadvocaten",
    ):
        with pytest.raises(NameTaken):
            free_name(name, organisation=None)
    assert free_name("Secretariaat De Vries & Van Dam Advocaten", organisation=office.pk)


def test_a_short_name_of_an_office_is_taken_only_as_the_whole_name(db):
    Organisation.objects.create(kind="law_office", name="Stek")
    assert free_name("B. Stekelenburg", organisation=None)
    with pytest.raises(NameTaken):
        free_name("STEK.", organisation=None)


def test_a_court_names_its_own_teams_and_not_those_of_another(db):
    court = Organisation.objects.create(kind="district_court", name="Rechtbank Amsterdam")
    assert free_name("Rechtbank Amsterdam, griffie kort geding", organisation=court.pk)
    assert free_name("Griffie handel", organisation=court.pk)
    with pytest.raises(NameTaken):
        free_name("Rechtbank Den Haag, griffie", organisation=court.pk)


def test_an_office_cannot_call_itself_or_its_team_after_a_court(db):
    boss = make_holder("mr. B. Baas", "b.baas@kantoor.example")
    appoint(actor=system("operator"), user=boss.user.pk, kind="administrator", at=AT)
    look = Look(name="Rechtbаnk Amsterdam", phone="", accent="", intro_nl="", intro_en="")
    with pytest.raises(NameTaken):
        set_look(actor=principal_of(boss.user), look=look, at=AT)
    identity = generate_hybrid()
    box = NewBox(identity_recipient(identity), seal_bytes([boss.key.recipient], identity.encode()))
    with pytest.raises(NameTaken):
        open_team(
            actor=principal_of(boss.user),
            name="Griffie Amsterdam",
            address="griffie@kantoor.example",
            box=box,
            at=AT,
        )
