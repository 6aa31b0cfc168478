"""The print queue: what goes to a party by post."""
