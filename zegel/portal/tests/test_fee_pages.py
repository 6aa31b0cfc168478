"""Court fees on screen: what each reader sees, what the law says before something is noted, and the notice that goes out."""

import re
from types import SimpleNamespace
from uuid import uuid4

import pypdfium2
import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from tests.fee_world import noticed
from tests.personas import as_lawyer, browser, make_holder
from zegel.api.tests import case_calls
from zegel.boxes.actions import choose_language
from zegel.casefile.models import Party, Representation
from zegel.fees.actions import set_account
from zegel.fees.errors import AccountRefused
from zegel.fees.models import Fact, LedgerEntry, Notice, PartyFee, StatementLine
from zegel.fees.tests.test_statements import entry, part, statement
from zegel.law.fees import tariffs
from zegel.lib.moments import amsterdam, now
from zegel.lib.principal import system
from zegel.portal.fees.forms import cents_of
from zegel.portal.shared.fee_words import euros
from zegel.proceedings.actions import NewAct, end_office, give_office, pay_fee_back, perform
from zegel.proceedings.errors import FinanceOnly
from zegel.proceedings.models import Task

IBAN = "NL91ABNA0417164300"


@pytest.fixture
def world(clerk, lawyer):
    return SimpleNamespace(clerk=clerk, lawyer=lawyer)


@pytest.fixture
def case(world, tariff):
    case = case_calls.made(world)
    for office in ("judge", "registrar", "finance"):
        give_office(
            actor=world.clerk.principal,
            desk=world.clerk.box.pk,
            account=world.clerk.user.pk,
            office=office,
            at=now(),
        )
    return case


def act(world, case, name, seen, **facts):
    perform(actor=world.clerk.principal, case=case.pk, new=NewAct(uuid4(), name, seen, facts=facts), at=now())


SOURCE = "Staatscourant 2025, 38002"


def shown(holder, case):
    return browser(holder).get(f"/fees/{case.pk}").content.decode()


def send(holder, case, where, /, *, do="keep", **typed):
    return browser(holder).post(f"/fees/{case.pk}/note/{where}", {"key": str(uuid4()), "do": do} | typed)


def called(world, case):
    """The case is called with its claim known; the claimant's amount is confirmed."""
    send(world.clerk, case, "claim", cents="")
    act(world, case, "set day", 0)
    act(world, case, "call", 1)
    claimant = Party.objects.get(case=case, role="claimant")
    send(world.clerk, case, "tariff-confirmed", party=str(claimant.pk), cents="735", source=SOURCE)
    return claimant


def accounted():
    set_account(
        actor=system("operator"), court_code="amsterdam", iban=IBAN, holder="Rechtbank Amsterdam", at=now()
    )


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("93", 9300), ("€ 93", 9300), ("1.234,50", 123450), ("1234,50", 123450), ("93.00", 9300), ("93,-", 9300),
     ("1 234", 123400), ("-5", None), ("5,5", None), ("1,234.00", None), ("٣", None), ("12.34.56", None), ("", None)],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(typed, cents):
    assert cents_of(typed) == cents


@pytest.mark.parametrize(("language", "text"), [("nl", "€ -1.234,50"), ("en", "-€ 1,234.50")])
def test_an_amount_below_zero_has_its_sign_where_the_language_has_it(language, text):
    with translation.override(language):
        assert euros(-1234_50) == text
        assert euros(1234_50) == text.replace("-", "")


def test_what_follows_is_said_with_its_article_before_it_is_noted(world, case):
    act(world, case, "set day", 0)
    act(world, case, "call", 1)
    looked = send(world.clerk, case, "claim", do="look", cents="50.000")
    page = looked.content.decode()
    assert "What follows from this" in page
    assert "€ 3,083.00 (to be confirmed)" in page
    assert "€ 0.00</span>" in page
    assert not Fact.objects.filter(kind="claim").exists()
    assert send(world.clerk, case, "claim", cents="50.000").status_code == 302
    assert PartyFee.objects.get(case=case).balance == 3083_00
    page = shown(world.clerk, case)
    assert "To be paid" in page
    assert "Confirm the amount" in page


def test_an_amount_that_was_not_read_in_the_official_tariff_says_so_on_every_page_until_it_is_confirmed(
    world, case
):
    send(world.clerk, case, "claim", cents="50.000")
    act(world, case, "set day", 0)
    act(world, case, "call", 1)
    pages = [f"/fees/{case.pk}", f"/cases/{case.pk}", f"/fees/desks/{world.clerk.box.pk}"]
    for path in pages:
        page = browser(world.clerk).get(path).content.decode()
        assert set(re.findall(r"€ 3,083\.00( \(to be confirmed\))?", page)) == {" (to be confirmed)"}, path
    claimant = Party.objects.get(case=case, role="claimant")
    send(world.clerk, case, "tariff-confirmed", party=str(claimant.pk), cents="3083", source=SOURCE)
    for path in pages:
        page = browser(world.clerk).get(path).content.decode()
        assert "€ 3,083.00" in page
        assert "to be confirmed" not in page


def test_the_same_form_sent_twice_notes_once(world, case):
    key = str(uuid4())
    for _again in range(2):
        assert send(world.clerk, case, "claim", key=key, cents="10").status_code == 302
    assert Fact.objects.filter(case=case).count() == 1


def test_what_does_not_fit_is_said_at_its_field_and_notes_nothing(world, case):
    called(world, case)
    before = Fact.objects.count()
    defendant = str(Party.objects.get(case=case, role="defendant").pk)
    for where, typed in [
        ("claim", {"cents": "much"}),
        ("appeared", {"party": defendant, "kind": "appeared", "day": "2099-01-01"}),
        ("aid-granted", {"party": defendant, "kind": "aid missed", "day": str(amsterdam(now()).date())}),
        ("shared", {"parties": [defendant], "equal": "yes"}),
        ("claim-increased", {"cents": "0", "counterclaim": "no", "day": str(amsterdam(now()).date())}),
        ("aid-shown", {"party": str(uuid4()), "document": "toevoeging", "day": "2026-01-01"}),
    ]:
        for do in ("look", "keep"):
            assert send(world.clerk, case, where, do=do, **typed).status_code == 422, where
    assert Fact.objects.count() == before


def test_who_is_not_of_the_court_notes_and_books_nothing(world, case):
    called(world, case)
    before = (Fact.objects.count(), LedgerEntry.objects.count())
    as_lawyer(world.lawyer)
    for holder in (world.lawyer, make_holder("mr. X", "x@elders.example")):
        client = browser(holder)
        party = str(Party.objects.get(case=case, role="claimant").pk)
        money = {"key": str(uuid4()), "party": party, "kind": "payment", "cents": "1", "day": ""}
        for where, body in [
            ("note/claim", {"key": str(uuid4()), "do": "keep", "cents": "1"}),
            ("money", money),
            ("notices", {"key": str(uuid4()), "party": party}),
        ]:
            assert client.post(f"/fees/{case.pk}/{where}", body).status_code == 404
    assert (Fact.objects.count(), LedgerEntry.objects.count()) == before


def test_a_party_sees_its_own_fee_alone_and_a_stranger_none(world, case):
    called(world, case)
    as_lawyer(world.lawyer)
    page = shown(world.lawyer, case)
    assert "Pietersen Bouw B.V." in page
    # The other side owes nothing yet; that it does not is not this reader's.
    assert "Owes nothing now" not in page
    assert "What the court can note" not in page
    assert browser(make_holder("mr. X", "x@elders.example")).get(f"/fees/{case.pk}").status_code == 404
    assert "To be paid" in browser(world.lawyer).get(f"/cases/{case.pk}").content.decode()


def test_money_at_the_counter_pays_and_is_never_edited(world, case):
    claimant = called(world, case)
    body = {
        "key": str(uuid4()),
        "party": str(claimant.pk),
        "kind": "payment",
        "cents": "735",
        "day": "",
        "reason": "",
    }
    for _again in range(2):
        assert browser(world.clerk).post(f"/fees/{case.pk}/money", body).status_code == 302
    assert PartyFee.objects.get(party=claimant).balance == 0
    assert "Paid" in shown(world.clerk, case)
    too_much = body | {"key": str(uuid4()), "kind": "refund", "cents": "1"}
    assert browser(world.clerk).post(f"/fees/{case.pk}/money", too_much).status_code == 422


def test_the_notice_carries_what_a_bank_needs(world, case):
    claimant = called(world, case)
    draft = f"/fees/{case.pk}/notices/new/{claimant.pk}.pdf"
    assert browser(world.clerk).get(draft).status_code == 404
    accounted()
    page = browser(world.clerk).get(f"/fees/{case.pk}").content.decode()
    assert (draft in page, str(world.lawyer.box.pk) in page) == (True, True)
    assert browser(world.clerk).get(draft).content[:5] == b"%PDF-"
    assert browser(as_lawyer(world.lawyer)).get(draft).status_code == 404
    made = noticed(world.clerk, case, claimant.pk, world.lawyer)
    as_lawyer(world.lawyer)
    answer = browser(world.lawyer).get(f"/fees/{case.pk}/notices/{made.pk}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    paper = pypdfium2.PdfDocument(answer.content)
    text = re.sub(r"\s+", " ", paper[0].get_textpage().get_text_range())
    fee = PartyFee.objects.get(party=claimant)
    assert "€ 735,00" in text
    assert " ".join(re.findall(".{1,4}", fee.reference)) in text
    image = paper[0].render(scale=3).to_pil()
    (code,) = zxingcpp.read_barcodes(image)
    lines = code.text.split("\n")
    assert lines[:4] == ["BCD", "002", "1", "SCT"]
    assert lines[5:8] == ["Rechtbank Amsterdam", IBAN, "EUR735"]
    assert fee.reference in lines
    assert b"pdfaid:part" in answer.content or b"PDF/A" in answer.content
    stranger = browser(make_holder("mr. X", "x@elders.example"))
    assert stranger.get(f"/fees/{case.pk}/notices/{made.pk}.pdf").status_code == 404


def told_by(holder, case, made):
    """The words of a notice, page by page."""
    answer = browser(holder).get(f"/fees/{case.pk}/notices/{made.pk}.pdf")
    paper = pypdfium2.PdfDocument(answer.content)
    return [re.sub(r"\s+", " ", sheet.get_textpage().get_text_range()) for sheet in paper]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_notice_is_in_the_language_of_who_reads_it_and_always_in_dutch(world, case, language):
    claimant = called(world, case)
    accounted()
    choose_language(actor=world.lawyer.principal, language=language, at=now())
    noticed(world.clerk, case, claimant.pk, world.lawyer)
    pages = told_by(world.clerk, case, Notice.objects.get())
    english = [page for page in pages if "Notice of the court fee" in page]
    dutch = [page for page in pages if "Nota griffierecht" in page]
    assert (len(english), len(dutch)) == (int(language == "en"), 1)
    assert pages.index(dutch[0]) == len(pages) - 1
    assert all(
        amount in page for page, amount in [*zip(english, ["€ 735.00"], strict=False), (dutch[0], "€ 735,00")]
    )
    # What went out stays as it went out, whatever its reader chooses later.
    choose_language(actor=world.lawyer.principal, language="nl", at=now())
    assert told_by(world.clerk, case, Notice.objects.get()) == pages


def test_a_notice_stands_below_the_documents_of_the_party_that_pays_and_of_nobody_else(world, case):
    claimant = called(world, case)
    accounted()
    noticed(world.clerk, case, claimant.pk, world.lawyer)
    link = f"/fees/{case.pk}/notices/{Notice.objects.get().pk}.pdf"
    as_lawyer(world.lawyer)
    for holder in (world.clerk, world.lawyer):
        assert link in browser(holder).get(f"/cases/{case.pk}").content.decode()
    other = as_lawyer(make_holder("mr. G. Sluis", "sluis@kantoor.example"), "A54321")
    Representation.objects.filter(party__role="defendant").update(mailbox=other.box.pk)
    page = browser(other).get(f"/cases/{case.pk}")
    assert page.status_code == 200
    assert link not in page.content.decode()
    assert "Notices of the court fee" not in page.content.decode()
    assert browser(other).get(link).status_code == 404


@pytest.mark.django_db
def test_an_account_number_is_checked():
    for iban in ("NL91ABNA0417164301", "NL91", "", "XX00 1234"):
        with pytest.raises(AccountRefused):
            set_account(
                actor=system("operator"), court_code="amsterdam", iban=iban, holder="Rechtbank", at=now()
            )


def upload(holder, box, data):
    file = SimpleUploadedFile("afschrift.xml", data, "application/xml")
    return browser(holder).post(f"/fees/desks/{box.pk}", {"file": file})


def test_a_bank_statement_pays_by_its_reference_once_and_the_rest_is_assigned_by_hand(world, case):
    claimant = called(world, case)
    accounted()
    fee, box = PartyFee.objects.get(party=claimant), world.clerk.box
    day = amsterdam(now()).date().isoformat()
    data = statement(
        entry("700.00", part(structured=fee.reference), day=day),
        entry("35.00", part(words="griffierecht Pietersen", payer="P. de Wit"), ref="A2", day=day),
        entry("12.00", part(words="kopieën"), ref="A3", day=day),
    )
    for _again in range(2):
        assert upload(world.clerk, box, data).status_code == 302
    fee.refresh_from_db()
    assert (fee.balance, LedgerEntry.objects.filter(kind="payment").count()) == (35_00, 1)
    page = browser(world.clerk).get(f"/fees/desks/{box.pk}").content.decode()
    assert "P. de Wit" in page
    mine, other = StatementLine.objects.filter(state="unmatched").order_by("-cents")
    where, client = f"/fees/desks/{box.pk}/lines", browser(world.clerk)
    refused = client.post(where, {"line": mine.pk, "reference": "RF00", "do": "assign"})
    assert refused.status_code == 422
    page = refused.content.decode()
    # What was typed stays at the payment it was typed for.
    assert page.count('value="RF00"') == 1
    assert (
        page.index(str(mine.pk))
        < page.index('value="RF00"')
        < page.index("</form>", page.index(str(mine.pk)))
    )
    for _again, status in enumerate((302, 422)):
        sent = client.post(where, {"line": mine.pk, "reference": fee.reference, "do": "assign"})
        assert sent.status_code == status
    assert client.post(where, {"line": other.pk, "reference": "", "do": "aside"}).status_code == 302
    fee.refresh_from_db()
    assert (fee.balance, StatementLine.objects.filter(state="unmatched").count()) == (0, 0)
    assert not Task.objects.filter(
        case=case, what="pay the fee", who="claimant", closed_at__isnull=True
    ).exists()


def test_only_who_does_the_finances_reads_statements_matches_payments_and_pays_back(world, case):
    fee = PartyFee.objects.get(party=called(world, case))
    accounted()
    box = world.clerk.box
    good = statement(
        entry("900.00", part(structured=fee.reference)),
        entry("35.00", part(words="griffierecht", payer="P. de Wit"), ref="A2"),
    )
    assert upload(world.clerk, box, good).status_code == 302
    line = StatementLine.objects.get(state="unmatched")
    end_office(
        actor=world.clerk.principal, desk=box.pk, account=world.clerk.user.pk, office="finance", at=now()
    )
    client, where = browser(world.clerk), f"/fees/desks/{box.pk}"
    page = client.get(where).content.decode()
    assert 'type="file"' not in page
    assert "P. de Wit" not in page
    assert "the office Finance" in page
    refused = upload(world.clerk, box, good.replace(b"A2", b"A3"))
    assert (refused.status_code, "finance" in refused.content.decode().lower()) == (422, True)
    for do in ("assign", "aside"):
        typed = {"line": line.pk, "reference": fee.reference, "do": do}
        assert client.post(f"{where}/lines", typed).status_code == 422
    body = {"key": str(uuid4()), "party": str(fee.party_id), "kind": "refund", "cents": "165", "day": ""}
    assert 'value="refund"' not in client.get(f"/fees/{case.pk}/money").content.decode()
    assert client.post(f"/fees/{case.pk}/money", body).status_code == 422
    with pytest.raises(FinanceOnly):
        pay_fee_back(
            actor=world.clerk.principal,
            case=case.pk,
            party=fee.party_id,
            key=uuid4(),
            cents=165_00,
            at=now(),
        )
    line.refresh_from_db()
    assert (line.state, LedgerEntry.objects.filter(kind="refund").count()) == ("unmatched", 0)


def test_a_clerk_books_what_is_paid_at_the_counter_and_writes_nothing_off(world, case):
    claimant = called(world, case)
    for office in ("judge", "registrar"):
        end_office(
            actor=world.clerk.principal,
            desk=world.clerk.box.pk,
            account=world.clerk.user.pk,
            office=office,
            at=now(),
        )
    client, path = browser(world.clerk), f"/fees/{case.pk}/money"
    page = client.get(path).content.decode()
    assert 'value="payment"' in page
    assert 'value="write-off"' not in page
    assert 'name="reason"' not in page
    body = {"key": str(uuid4()), "party": str(claimant.pk), "cents": "35", "day": ""}
    assert client.post(path, body | {"kind": "write-off", "reason": "x"}).status_code == 422
    assert client.post(path, body | {"kind": "payment"}).status_code == 302


def test_a_team_without_fees_is_not_told_that_the_court_has_no_account(world, case):
    accounted()
    client, where = browser(world.clerk), f"/fees/desks/{world.clerk.box.pk}"
    before = client.get(where).content.decode()
    assert 'type="file"' not in before
    assert "This team has charged no court fee yet." in before
    called(world, case)
    assert 'type="file"' in client.get(where).content.decode()


def test_how_to_pay_is_told_once_the_amount_is_certain(world, case):
    accounted()
    assert f'href="/fees/{case.pk}/note/claim"' in shown(world.clerk, case).split("Owes nothing now")[0]
    send(world.clerk, case, "claim", cents="")
    act(world, case, "set day", 0)
    act(world, case, "call", 1)
    assert "with the reference" not in shown(world.clerk, case)
    claimant = Party.objects.get(case=case, role="claimant")
    send(world.clerk, case, "tariff-confirmed", party=str(claimant.pk), cents="735", source=SOURCE)
    assert "with the reference" in shown(world.clerk, case)


def test_a_statement_that_is_none_or_of_another_account_books_nothing(world, case):
    fee = PartyFee.objects.get(party=called(world, case))
    box = world.clerk.box
    good = statement(entry("735.00", part(structured=fee.reference)))
    assert upload(world.clerk, box, good).status_code == 422
    accounted()
    for data in (
        b"",
        b"<a/>",
        good[:-9],
        b"x" * (4 * 2**20 + 1),
        good.replace(IBAN.encode(), b"NL02ABNA0123456789"),
    ):
        assert upload(world.clerk, box, data).status_code == 422
    assert not LedgerEntry.objects.filter(kind="payment").exists()
    as_lawyer(world.lawyer)
    for holder in (world.lawyer, make_holder("mr. X", "x@elders.example")):
        assert upload(holder, box, good).status_code == 404
        assert browser(holder).post(f"/fees/desks/{box.pk}/lines", {"line": str(uuid4())}).status_code == 404
        assert browser(holder).get("/fees").status_code == 404
        own = upload(holder, holder.box, good)
        assert own.status_code == 404
    assert not StatementLine.objects.exists()


def test_a_payment_that_the_bank_takes_back_is_owed_again(world, case):
    fee = PartyFee.objects.get(party=called(world, case))
    accounted()
    paid = part(structured=fee.reference)
    back = entry("735", paid, sign="DBIT", extra="<RvslInd>true</RvslInd>", ref="A9")
    assert upload(world.clerk, world.clerk.box, statement(entry("735", paid), back)).status_code == 302
    fee.refresh_from_db()
    assert fee.balance == 735_00
    assert Task.objects.filter(case=case, what="pay the fee", who="claimant", closed_at__isnull=True).exists()


def test_a_year_without_a_tariff_is_said_and_nothing_is_owed_yet(world, case, monkeypatch):
    monkeypatch.setattr("zegel.law.fees.tariff_of", lambda _day: None)
    send(world.clerk, case, "claim", cents="50.000")
    act(world, case, "set day", 0)
    act(world, case, "call", 1)
    assert "there is no tariff of this year in the system" in shown(world.clerk, case)
    assert set(PartyFee.objects.filter(case=case).values_list("balance", flat=True)) <= {0}


def test_a_fee_of_which_nobody_knows_the_amount_shows_none(world, case):
    act(world, case, "set day", 0)
    act(world, case, "call", 1)
    told = shown(world.clerk, case)
    assert "Bedrag nog niet bekend" in told or "Amount not known yet" in told
    assert "€\N{NO-BREAK SPACE}0" not in told
    assert "€ 0" not in told


def test_the_page_of_the_tariffs_says_who_compared_an_amount_when_and_in_which_source(world, case, tariff):
    called(world, case)
    year = tariffs()[-1].year
    told = (
        browser(world.clerk).get(f"/fees/tariffs/{year}", headers={"accept-language": "en"}).content.decode()
    )
    words = " ".join(re.sub(r"<[^>]+>", " ", told).split())
    assert f"compared with the official tariff by {world.clerk.user.name} on" in words
    assert f"Source: {SOURCE} · {case.number}" in words
    send(
        world.clerk,
        case,
        "tariff-confirmed",
        party=str(Party.objects.get(case=case, role="claimant").pk),
        cents="9",
    )
    other = make_holder("N. Elders", "griffie@elders.example")
    assert SOURCE not in browser(other).get(f"/fees/tariffs/{year}").content.decode()


def test_a_desk_is_told_once_what_it_must_settle_however_many_parties_wait(world, case):
    for number in range(2):
        PartyFee.objects.create(
            party=case.parties.order_by("number")[number], case=case, desk_id=case.desk_id, waits="claim"
        )
    page = browser(world.clerk).get(f"/fees/desks/{world.clerk.box.pk}", headers={"accept-language": "en"})
    words = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
    names = ", ".join(case.parties.order_by("number").values_list("short_name", flat=True))
    assert words.count("The amount is not known yet") == 1
    assert f"{case.number} {names}" in words.replace("&#x27;", "'")
