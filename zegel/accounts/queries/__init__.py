"""Reads of the accounts house."""
