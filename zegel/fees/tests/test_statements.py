"""Bank statements as banks give them: both versions, batches, reversals, free words; nothing unsafe, nothing twice."""

from datetime import date

import pytest

from zegel.fees.rules.references import reference_for, references_in
from zegel.fees.rules.statements import LARGEST, UnreadableStatement, read_statement

IBAN = "NL91ABNA0417164300"
OURS = reference_for(41)
SPACED = " ".join(OURS[start : start + 4] for start in range(0, len(OURS), 4))


def statement(*entries, version="02", iban=IBAN, head=""):
    body = "".join(entries)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">'
        f"<BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt><Id>S1</Id><Acct><Id><IBAN>{iban}</IBAN></Id></Acct>{body}</Stmt>"
        f"</BkToCstmrStmt></Document>"
    ).encode()


def entry(
    amount,
    *parts,
    version="02",
    sign="CRDT",
    ref="A1",
    day="2026-03-30",
    status="BOOK",
    extra="",
    currency="EUR",
):
    state = f"<Sts><Cd>{status}</Cd></Sts>" if version == "08" else f"<Sts>{status}</Sts>"
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>{extra}{state}'
        f"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>2026-04-01</Dt></ValDt><AcctSvcrRef>{ref}</AcctSvcrRef>"
        f"<NtryDtls>{''.join(parts)}</NtryDtls></Ntry>"
    )


def part(*, amount="", structured="", words="", payer="J. Jansen", version="02", end="NOTPROVIDED"):
    name = (
        f"<Dbtr><Pty><Nm>{payer}</Nm></Pty></Dbtr>" if version == "08" else f"<Dbtr><Nm>{payer}</Nm></Dbtr>"
    )
    paid = f'<AmtDtls><TxAmt><Amt Ccy="EUR">{amount}</Amt></TxAmt></AmtDtls>' if amount else ""
    if version == "08" and amount:
        paid = f'<Amt Ccy="EUR">{amount}</Amt>'
    strd = f"<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{structured}</Ref></CdtrRefInf></Strd>"
    told = "".join(f"<Ustrd>{text}</Ustrd>" for text in ([words] if words else []))
    info = f"<RmtInf>{told}{strd if structured else ''}</RmtInf>"
    account = "<DbtrAcct><Id><IBAN>NL02RABO0123456789</IBAN></Id></DbtrAcct>"
    return f"<TxDtls><Refs><EndToEndId>{end}</EndToEndId></Refs>{paid}<RltdPties>{name}{account}</RltdPties>{info}</TxDtls>"


@pytest.mark.parametrize("version", ["02", "08"])
def test_both_versions_give_the_same_movement(version):
    data = statement(
        entry("341.00", part(structured=OURS, version=version), version=version), version=version
    )
    (found,) = read_statement(data)
    assert (found.cents, found.references, found.payer) == (341_00, (OURS,), "J. Jansen")
    # The booking date is when the bank credited it (7.1), not the value date.
    assert found.credited_on == date(2026, 3, 30)


@pytest.mark.parametrize(
    "words",
    [
        f"griffierecht {SPACED} zaak 12",
        OURS.lower(),
        f"kenmerk:{OURS}.",
        SPACED.replace(" ", "\u00a0"),
        SPACED.replace(" ", "\u2011"),
    ],
)
def test_a_reference_in_free_words_is_found(words):
    (found,) = read_statement(statement(entry("341", part(words=words))))
    assert OURS in found.references


def test_wrong_check_digits_are_no_reference():
    wrong = OURS[:-1] + str((int(OURS[-1]) + 1) % 10)
    assert OURS not in references_in(wrong)
    (found,) = read_statement(statement(entry("341", part(structured=wrong))))
    assert found.references == ()


def test_a_batch_is_its_parts_and_one_that_does_not_add_up_stays_one():
    other = reference_for(42)
    parts = [part(amount="341.00", structured=OURS), part(amount="93.00", structured=other)]
    assert [each.cents for each in read_statement(statement(entry("434.00", *parts)))] == [341_00, 93_00]
    (whole,) = read_statement(statement(entry("435.00", *parts)))
    assert (whole.cents, whole.doubt) == (435_00, "batch")


def test_a_reversal_takes_back_and_pending_does_not_count():
    back = entry("341", part(structured=OURS), sign="DBIT", extra="<RvslInd>true</RvslInd>", ref="A2")
    found = read_statement(
        statement(entry("341", part(structured=OURS)), back, entry("5", part(), status="PDNG"))
    )
    assert [(each.cents, each.returned) for each in found] == [(341_00, False), (-341_00, True)]


def test_the_same_movement_has_the_same_key_in_every_statement_and_twins_have_two():
    twin = entry("93", part(structured=OURS))
    first = [each.key for each in read_statement(statement(twin, twin))]
    assert len(set(first)) == 2
    again = statement(entry("1", part(), ref="B"), twin, twin).replace(b"<Id>S1</Id>", b"<Id>S2</Id>")
    assert {each.key for each in read_statement(again)} >= set(first)


def test_another_currency_is_left_to_a_person():
    (found,) = read_statement(statement(entry("341", part(structured=OURS), currency="USD")))
    assert found.doubt == "currency"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x00", b"not xml", b"<a>", b"<a/>", "é".encode("latin-1"), b"\xff\xfe<\x00", statement(head=BOMB), statement(head=EXTERNAL),
        statement(entry("1", part()), version="03"), statement(entry("1", part()), iban="NL00"), statement(entry("-1", part())),
        statement(entry("NaN", part())), statement(entry("Infinity", part())), statement(entry("1.001", part())), statement(entry("", part())),
        statement(entry("1", part(), day="2026-02-30")), statement(entry("1", part(), sign="UP")), b"<" + b"a" * LARGEST,
        b'<?xml version="1.0" encoding="nonsense"?><a/>', statement(entry("9" * 400, part())), statement(entry("1", part()))[:-30],
        statement(entry("1E+9999999", part())),
    ],
)  # fmt: skip
def test_what_is_no_statement_is_refused_and_never_an_error(data):
    with pytest.raises(UnreadableStatement):
        read_statement(data)
