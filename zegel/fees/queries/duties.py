"""The duties of chapter 7 that wait in a case."""

from datetime import datetime
from typing import cast

from django.db.models import Sum

from zegel.casefile.queries import Case
from zegel.fees.models import LedgerEntry
from zegel.fees.queries.reckoned import facts_of, payers_of
from zegel.fees.rules.duties import OpenDuty, open_duties
from zegel.fees.rules.reckoning import reckon
from zegel.law.courts import Matter


def duties_of(case: Case, at: datetime) -> list[OpenDuty]:
    """What is to be paid or filed in a case, by whom, until when."""
    facts = facts_of(case.pk)
    if not facts:
        return []
    rows = LedgerEntry.objects.filter(fee__case=case).exclude(kind__in=["levy", "correction"])
    sums = rows.values_list("fee__party").annotate(sum=Sum("cents"))
    payers = payers_of(case, at)
    reckoned = reckon(cast("Matter", case.matter), payers, facts)
    return list(open_duties(reckoned, payers, facts, {party: -cents for party, cents in sums}))
