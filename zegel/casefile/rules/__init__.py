"""Pure decisions of the case file."""
