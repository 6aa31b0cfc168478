"""Reads of contacts and consent, always for somebody of the organisation they belong to."""
