"""Pure decisions of key custody."""
