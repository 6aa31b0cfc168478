"""What the accounts house writes to people, by subject."""
