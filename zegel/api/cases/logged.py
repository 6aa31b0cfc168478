"""The log of a case as it goes to a reader's device, which believes none of it without proof."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import batched
from typing import Final

from zegel.api.cases.schemas import CaseLogOut
from zegel.evidence.queries import Kept, logged_until, proof_file, proof_of
from zegel.seal.errors import ProofError

_A_PROOF: Final = 300
"""So many records stay well below the size at which readers refuse a proof."""


def case_log_out(records: Callable[[], Iterable[Kept]], at: datetime) -> CaseLogOut:
    """Records with their proofs, in the order of the log."""
    until = logged_until(at).isoformat()
    try:
        kept = sorted(records(), key=lambda row: row.index or 0)
        proofs = [
            json.dumps(proof_file(proof_of(*(row.record for row in some))))
            for some in batched(kept, _A_PROOF, strict=False)
        ]
    except (ProofError, ValueError, LookupError, TypeError):
        # Whoever rewrites records may write anything into them.
        return CaseLogOut(proofs=None, personal={}, logged_until=until)
    personal = {str(row.record.pk): row.personal.decode() for row in kept if row.personal is not None}
    return CaseLogOut(proofs=proofs, personal=personal, logged_until=until)
