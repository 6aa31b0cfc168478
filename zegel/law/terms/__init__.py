"""Terms: from what happened to a legal date, with every step, article and open reading.

`RULES` lists what can be asked and with which facts, `answerable` which of it follows from the facts known,
and `compute(rule, facts)` answers.
"""

from zegel.law.interpretations import INTERPRETATIONS, Reading
from zegel.law.terms.answer import compute
from zegel.law.terms.reasoning import Caution, Result, Step
from zegel.law.terms.table import RULES, answerable

__all__ = ["INTERPRETATIONS", "RULES", "Caution", "Reading", "Result", "Step", "answerable", "compute"]
