"""A server that lies about keys: nothing is sealed to it, and somebody notices. Each test is a line of docs/threat-model.md."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from zegel.seal.keys import make_user_key
from zegel.seal.sealing import seal_bytes

CLERK = "fatima@rechtbank-amsterdam.example"
COLLEAGUE = "jan@rechtbank-amsterdam.example"
TEAM = "kortgeding@rechtbank-amsterdam.example"
LAWYER = "l.yilmaz@kade12.example"
NAME = "mr. L. Yılmaz"
OFFICE = "a.devries@devriesvandam.example"

GUEST = "kees.bos@post.example"
CODE = "iep linde 42"

BOXES = ("boxes_container", "boxes_keyversion", "boxes_member", "boxes_memberkey", "boxes_statement")
ESCROW = (
    "key_custody_escrowplan",
    "key_custody_escrowseal",
    "key_custody_escrowshare",
    "identity_role",
    "identity_user",
)


def alarms(page):
    """What the page says of keys."""
    return page.locator("[data-key-alarms]")


def write(page, to, text, *, box=""):
    """A new message, as far as the button."""
    page.locator("[data-composer]").wait_for()
    if box and page.locator("#from").count():
        page.select_option("#from", label=box)
    page.fill("#recipient", to)
    page.locator("#recipient-options [role=option]").first.click()
    page.locator("label[for=subject-case]").click()
    page.fill("#subject", "C/13/756900")
    page.fill("#text", text)


def saved(page):
    """The draft lies at the server."""
    page.wait_for_url("**/mail/drafts/**")


def box_of(liar, address):
    """The identifier of a mailbox."""
    return liar.run("SELECT id FROM boxes_container WHERE address = %s", [address])[0][0]


def slip_in_officers(liar):
    """Row 1: a plan, and two officers of whom nobody has heard, with the liar's key."""
    users = []
    for name in ("B. Bewaarder", "C. Bewaarder"):
        key, columns = uuid4(), liar.columns("identity_user")
        kept = ", ".join(
            column for column in columns if column not in {"id", "email", "name", "recipient", "signing_key"}
        )
        liar.run(
            f"INSERT INTO identity_user (id, email, name, recipient, signing_key, {kept})"
            f" SELECT %s, %s, %s, %s, %s, {kept} FROM identity_user WHERE email = %s",
            [key, f"{key}@rechtbank-amsterdam.example", name, liar.recipient, liar.signing_key, COLLEAGUE],
        )
        users.append(key)
    organisation = liar.run("SELECT organisation_id FROM identity_user WHERE email = %s", [CLERK])[0][0]
    liar.run(
        "INSERT INTO key_custody_escrowplan (organisation_id, needed, wait_hours, since) VALUES (%s, 2, 0, now())",
        [organisation],
    )
    for key in users:
        liar.run(
            "INSERT INTO identity_role (id, user_id, organisation_id, kind, since) VALUES (%s, %s, %s, 'officer', now())",
            [uuid4(), key, organisation],
        )
    return users


@pytest.mark.lie(
    "keys",
    "names a plan and officers with a key of its own",
    "the member, on the next page that opens keys",
    "*Confirm who keeps your spare key*, with names and numbers",
    "the user key: nothing is split",
)
@pytest.mark.lie(
    "keys",
    "swaps an officer after that",
    "the member, the same way",
    "the same question again",
    "the user key; the parts stay with the officers before",
)
def test_officers_nobody_confirmed_get_nothing_and_a_change_asks_again(visit, liar):
    clerk = visit()
    clerk.log_in(CLERK)
    with liar.kept(*ESCROW):
        users = slip_in_officers(liar)
        clerk.open("/mail/new")
        expect(alarms(clerk.page)).to_contain_text("Bevestig wie uw reservesleutel bewaart")
        assert liar.opens() == []
        clerk.open("/account/compare")
        card = clerk.page.locator("[data-confirm-list] article", has_text="Wie uw reservesleutel bewaart")
        expect(card).to_contain_text("B. Bewaarder")
        expect(card.locator("[data-person-number]").first).to_have_text(re.compile(r"^(\d{5} ){7}\d{5}$"))
        clerk.look("confirm-officers")

        # Once the officers are real and compared, the spare key is made; for others later it is not.
        real = [make_user_key() for _ in users]
        for user, key in zip(users, real, strict=True):
            liar.name_keys(user, key)
        clerk.open("/account/compare")
        with clerk.page.expect_response(re.compile("/api/escrow/seal$")) as made:
            card.locator("button").click()
        assert made.value.status == 204
        expect(clerk.page.locator("[data-confirm]")).to_be_hidden()
        shares = liar.run("SELECT sealed FROM key_custody_escrowshare")
        assert len(shares) == 2
        clerk.open("/mail/new")
        liar.name_keys(users[0], liar.key)
        clerk.open("/mail/new")
        expect(alarms(clerk.page)).to_contain_text("Bevestig wie uw reservesleutel bewaart")
        assert liar.opens() == []
        assert liar.run("SELECT sealed FROM key_custody_escrowshare") == shares


@pytest.mark.lie(
    "keys",
    "replaces the key of somebody's mailbox",
    "its owner, on the next page",
    "*The server names another key for … than yours*; the number on *Compare keys* is that of the true key, so who compares hears another",
    "drafts, sent copies, notes",
)
def test_an_owner_seals_to_the_key_they_hold_and_reads_out_its_number(visit, liar):
    lawyer, clerk = visit(), visit()
    lawyer.log_in(LAWYER)
    clerk.log_in(CLERK)
    lawyer.open("/account/compare")
    number = lawyer.page.locator("[data-own-digits]").first.text_content()
    with liar.kept(*BOXES):
        box = box_of(liar, LAWYER)
        liar.run("UPDATE boxes_container SET recipient = %s WHERE id = %s", [liar.box_recipient, box])
        liar.run("UPDATE boxes_keyversion SET recipient = %s WHERE box_id = %s", [liar.box_recipient, box])
        lawyer.open("/mail/new")
        expect(alarms(lawyer.page)).to_contain_text(
            f"De server noemt een andere sleutel voor {NAME} dan de uwe"
        )
        write(lawyer.page, "Team kort geding", "Kenmerk roerdomp.")
        saved(lawyer.page)
        expect(lawyer.page.locator("[data-blockers] li")).to_have_count(0)
        lawyer.page.locator("[data-action=send]").click()
        lawyer.page.wait_for_url("**sent=1")
        expect(lawyer.page.locator("[data-text]").get_by_text("Kenmerk roerdomp.")).to_be_visible()
        assert liar.opens() == []
        # The number that is read out is that of the key that is here; who compares hears another.
        lawyer.open("/account/compare")
        expect(lawyer.page.locator("[data-own-digits]").first).to_have_text(number)
        lawyer.look("compare-lied")
        clerk.open(f"/account/compare?about={box}")
        expect(clerk.page.locator("[data-their-digits]")).not_to_have_text(number)
        clerk.page.fill("#number", number)
        clerk.page.locator("[data-compare-form] button[type=submit]").click()
        expect(clerk.page.locator("[data-result]")).to_contain_text("De nummers verschillen")


@pytest.mark.lie(
    "keys",
    "replaces a guest's key",
    "nobody need: the sender's browser derives it",
    "the guest reads the follow-up",
    "the follow-up",
)
def test_a_follow_up_to_a_guest_goes_to_the_key_that_was_made_for_them(visit, liar):
    clerk, guest = visit(), visit()
    clerk.log_in(CLERK)
    asked = "SELECT conversation_id, id FROM mail_guest WHERE email = %s"
    ((conversation, key),) = liar.run(asked, [GUEST])
    ((message,),) = liar.run(
        "SELECT id FROM mail_message WHERE conversation_id = %s ORDER BY received_at LIMIT 1", [conversation]
    )
    with liar.kept("mail_guest"):
        liar.run("UPDATE mail_guest SET recipient = %s WHERE id = %s", [liar.recipient, key])
        clerk.open(f"/mail/messages/{message}")
        clerk.page.get_by_role(
            "link", name=re.compile("^(Beantwoorden|Vervolg|Nog een bericht)")
        ).first.click()
        clerk.page.locator("[data-composer]").wait_for()
        clerk.page.fill("#text", "Kenmerk grutto.")
        clerk.page.locator("[data-action=send]").click()
        clerk.page.wait_for_url("**sent=1")
        assert liar.opens() == []
    page = guest.open(guest.court.link_for(GUEST))
    page.fill("input[name=access]", CODE)
    page.locator("[data-action=enter-code]").click()
    page.get_by_role("link", name=re.compile("^Bericht van Team")).first.click()
    expect(page.locator("[data-text]").get_by_text("Kenmerk grutto.")).to_be_visible()


def make_stale(liar, box, left):
    """Somebody left a team, so that its key must be renewed."""
    liar.run(
        "UPDATE boxes_member SET ended_at = now() WHERE box_id = %s AND user_id <> ALL("
        "SELECT id FROM identity_user WHERE email = ANY(%s))",
        [box, left],
    )


@pytest.mark.lie(
    "keys",
    "makes a team stale and replaces a member's key",
    "whoever's browser would make the next key",
    "*… has another key than before*, and whom to call",
    "the team's key: no next one is made, the mailbox works on",
)
def test_no_next_key_is_made_for_a_member_with_another_key(visit, liar):
    clerk = visit()
    clerk.log_in(CLERK)
    with liar.kept(*BOXES, "identity_user"):
        box = box_of(liar, TEAM)
        before = liar.run("SELECT key_version FROM boxes_container WHERE id = %s", [box])
        make_stale(liar, box, [CLERK, COLLEAGUE])
        liar.run("UPDATE identity_user SET recipient = %s WHERE email = %s", [liar.recipient, COLLEAGUE])
        clerk.open("/mail/new")
        expect(alarms(clerk.page)).to_contain_text("Jan de Wit heeft een andere sleutel dan eerst")
        clerk.look("alarm-person")
        assert liar.run("SELECT key_version FROM boxes_container WHERE id = %s", [box]) == before
        assert liar.opens() == []
        # The mailbox works on.
        write(clerk.page, OFFICE, "Kenmerk kluut.", box="Team kort geding Amsterdam")
        saved(clerk.page)


@pytest.mark.lie(
    "keys",
    "makes a team's next key itself, for all members",
    "every member, on the next page",
    "*… has a new key that nobody signed*; sending and saving are refused",
    "what is written from then on",
)
def test_a_key_that_no_member_signed_is_not_used(visit, liar):
    """The liar makes the next key of a team, sealed to every member, as if somebody had left."""
    clerk, colleague = visit(), visit()
    for person, email in ((clerk, CLERK), (colleague, COLLEAGUE)):
        person.log_in(email)
    with liar.kept(*BOXES):
        box = box_of(liar, TEAM)
        (number,) = liar.run("SELECT key_version FROM boxes_container WHERE id = %s", [box])[0]
        liar.run("UPDATE boxes_keyversion SET until = now() WHERE box_id = %s AND until IS NULL", [box])
        ((version,),) = liar.run(
            "INSERT INTO boxes_keyversion (box_id, number, recipient, since) VALUES (%s, %s, %s, now()) RETURNING id",
            [box, number + 1, liar.box_recipient],
        )
        liar.run(
            "UPDATE boxes_container SET key_version = %s, recipient = %s WHERE id = %s",
            [number + 1, liar.box_recipient, box],
        )
        members = liar.run(
            "SELECT m.id, u.recipient FROM boxes_member m JOIN identity_user u ON u.id = m.user_id WHERE box_id = %s",
            [box],
        )
        for member, recipient in members:
            liar.run(
                "INSERT INTO boxes_memberkey (member_id, key_version_id, sealed_identity) VALUES (%s, %s, %s)",
                [member, version, seal_bytes([recipient], liar.box_identity.encode())],
            )
        for person in (clerk, colleague):
            person.open("/mail/new")
            expect(alarms(person.page)).to_contain_text("een nieuwe sleutel die niemand heeft getekend")
        write(clerk.page, OFFICE, "Kenmerk bergeend.", box="Team kort geding Amsterdam")
        expect(clerk.page.locator("[data-blockers] li")).to_have_count(0)
        clerk.page.locator("[data-action=send]").click()
        expect(clerk.page.locator("[data-error-summary]")).to_contain_text("vertrouwt de sleutel")
        assert liar.opens() == []
        clerk.open("/account/compare")
        expect(clerk.page.locator("[data-confirm-list]")).to_contain_text(
            "Schrijf nu niet vanuit Team kort geding"
        )
        clerk.look("confirm-wait")


@pytest.mark.lie(
    "keys",
    "takes somebody's list of pins back to an older one, or hides it",
    "that person, in a browser that saw the newer",
    "*The server remembers less of your keys than this browser*",
    "what they would write",
)
@pytest.mark.parametrize("lie", ["older", "gone"])
def test_what_a_browser_once_knew_is_not_taken_back_unseen(visit, liar, lie):
    """An older version of what somebody goes by, or none, in a browser that saw the newer one."""
    clerk = visit()
    clerk.log_in(CLERK)
    with liar.kept("key_custody_pins"):
        user = "(SELECT id FROM identity_user WHERE email = %s)"
        clerk.open("/account/compare")
        expect(clerk.page.locator("[data-user-number]")).to_have_text(re.compile(r"\d"))
        if lie == "gone":
            liar.run(f"DELETE FROM key_custody_pins WHERE user_id = {user}", [CLERK])
        else:
            liar.run(f"UPDATE key_custody_pins SET version = 0 WHERE user_id = {user}", [CLERK])
        clerk.open("/mail/new")
        expect(alarms(clerk.page)).to_contain_text("De server weet minder van uw sleutels dan deze browser")
        write(clerk.page, OFFICE, "Kenmerk scholekster.", box="Team kort geding Amsterdam")
        clerk.page.locator("[data-action=send]").click()
        expect(clerk.page.locator("[data-error-summary]")).to_contain_text("vertrouwt de sleutel")


@pytest.mark.lie(
    "keys",
    "takes a mailbox's list of members back, or hides it",
    "every member who knew it",
    "*Who reads along in … is not what you knew*",
    "what they would write",
)
@pytest.mark.parametrize("lie", ["without the last", "none"])
def test_a_list_of_members_does_not_go_back(visit, liar, lie):
    colleague = visit()
    colleague.log_in(COLLEAGUE)
    colleague.open("/account/compare")
    expect(colleague.page.locator("[data-user-number]")).to_have_text(re.compile(r"\d"))
    with liar.kept(*BOXES):
        box = box_of(liar, TEAM)
        least = (
            ""
            if lie == "none"
            else " AND number = (SELECT max(number) FROM boxes_statement WHERE box_id = %s)"
        )
        liar.run(f"DELETE FROM boxes_statement WHERE box_id = %s{least}", [box] * (1 if lie == "none" else 2))
        colleague.open("/mail/new")
        expect(alarms(colleague.page)).to_contain_text("is anders dan u wist")


@pytest.mark.lie(
    "keys",
    "puts the key of one mailbox in the place of another's",
    "whose key it is",
    "*… has a key that was not made for you*",
    "what they would write",
)
def test_a_key_of_another_mailbox_in_its_place_is_not_used(visit, liar):
    """A ciphertext that is the person's own, bound to another of their mailboxes."""
    colleague = visit()
    colleague.log_in(COLLEAGUE)
    with liar.kept(*BOXES):
        own, team = box_of(liar, COLLEAGUE), box_of(liar, TEAM)
        key = (
            "SELECT k.sealed_identity FROM boxes_memberkey k JOIN boxes_member m ON m.id = k.member_id JOIN identity_user u"
            " ON u.id = m.user_id WHERE m.box_id = %s AND u.email = %s"
        )
        ((taken,),) = liar.run(key, [team, COLLEAGUE])
        liar.run(
            "UPDATE boxes_memberkey k SET sealed_identity = %s FROM boxes_member m WHERE m.id = k.member_id AND m.box_id = %s",
            [taken, own],
        )
        colleague.open("/mail/new")
        expect(alarms(colleague.page)).to_contain_text("een sleutel die niet voor u is gemaakt")
