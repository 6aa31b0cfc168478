"""Verbs of key custody. Each is one transaction, writes evidence, and takes its actor and moment."""
