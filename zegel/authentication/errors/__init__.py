"""Refusals of authentication."""
