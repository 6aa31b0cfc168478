"""Pure decisions of authentication."""
