"""Verbs about people outside an organisation. Each is one transaction, writes evidence, and takes its actor and moment."""
