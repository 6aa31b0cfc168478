"""How large a file may be: fn 2 to art. 3.5 PR and Annex VI 6.6, both "25 MB".

Whether a megabyte is 10^6 or 2^20 bytes the regulation does not say: reading I-7. In the usual one the larger
megabyte is accepted, and above the smaller one the sender is warned.
"""

from zegel.law.decisions import Decision
from zegel.law.interpretations import USUAL, Settings, read
from zegel.law.sources import PR, article

MEGABYTES = 25
LARGEST_BYTES = MEGABYTES * 2**20
WARN_ABOVE_BYTES = MEGABYTES * 10**6

_BY_PAPER = "larger than {megabytes} MB: send it by post or hand it in at the Centrale Balie"
_NOT_DIGITAL = "larger than {megabytes} MB: it cannot be filed digitally"
_WIDER_READING = "more than {warn_above} bytes: within 25 MB only in the wider reading of megabyte (I-7)"


def veilig_mailen_size(size: int, settings: Settings = USUAL) -> Decision:
    """Check one attachment to a Veilig Mailen message; a larger one goes by post or to the Centrale Balie."""
    return _size(size, "VI-6.6", "VI 6.6", _BY_PAPER, settings)


def digital_size(size: int, settings: Settings = USUAL) -> Decision:
    """Check one file for Mijn Rechtspraak or the Aansluitpunt."""
    return _size(size, "3.5-c", "3.5 fn 2", _NOT_DIGITAL, settings)


def _size(size: int, rule: str, place: str, too_large: str, settings: Settings) -> Decision:
    cited = (article(PR, place),)
    fits, reading = read("I-7", settings, lambda used: size <= _largest(used))
    limit = _largest(reading.setting)
    params = {"size": size, "limit": limit, "megabytes": MEGABYTES, "warn_above": WARN_ABOVE_BYTES}
    if not fits:
        return Decision(False, too_large, cited, params=params, rule=rule, readings=(reading,))
    if size > WARN_ABOVE_BYTES:
        return Decision(True, _WIDER_READING, cited, "warning", params=params, rule=rule, readings=(reading,))
    within = "within {megabytes} MB"
    return Decision(True, within, cited, "computed", params=params, rule=rule, readings=(reading,))


def _largest(used: str) -> int:
    return LARGEST_BYTES if used == "binary" else WARN_ABOVE_BYTES
