"""Verbs of identity. Each is one transaction, writes evidence, and takes its actor and moment."""
