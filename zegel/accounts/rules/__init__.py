"""Pure decisions of the accounts house."""
