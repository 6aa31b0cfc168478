"""Pure decisions about court fees: what the law makes of the facts of a case, how a party stands, what a bank's statement says."""
