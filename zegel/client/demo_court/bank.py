"""The bank of the demo: a statement (camt.053) of the court's account, as a bank gives it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

COURT_ACCOUNT: Final = "NL51ZZZZ0123456789"
"""The account of the courts of the demo, of the format that no bank gave out."""
_PAYER_ACCOUNT: Final = "NL02RABO0123456789"


@dataclass(frozen=True, slots=True)
class Paid:
    """What somebody paid, in cents, with the reference they gave."""

    payer: str
    cents: int
    reference: str


def bank_statement(day: date, payments: Sequence[Paid], *, account: str = COURT_ACCOUNT) -> bytes:
    """The statement of a day on which these payments were credited."""
    entries = "".join(_entry(day, paid) for paid in payments)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
        f"<BkToCstmrStmt><GrpHdr><MsgId>{day:%Y%m%d}</MsgId><CreDtTm>{day}T18:00:00</CreDtTm></GrpHdr><Stmt><Id>{day:%Y%m%d}</Id>"
        f"<Acct><Id><IBAN>{account}</IBAN></Id></Acct>{entries}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _entry(day: date, paid: Paid) -> str:
    amount = f"{paid.cents // 100}.{paid.cents % 100:02}"
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>'
        f"<ValDt><Dt>{day}</Dt></ValDt><AcctSvcrRef>{escape(paid.reference)}</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED"
        f'</EndToEndId></Refs><Amt Ccy="EUR">{amount}</Amt><RltdPties><Dbtr><Pty><Nm>{escape(paid.payer)}</Nm></Pty></Dbtr><DbtrAcct>'
        f"<Id><IBAN>{_PAYER_ACCOUNT}</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry>"
        f"</Tp><Ref>{escape(paid.reference)}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )
