"""Verbs of the accounts house. Each is one transaction, writes evidence, and takes its actor and moment."""
