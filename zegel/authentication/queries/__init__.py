"""Reads of authentication."""
