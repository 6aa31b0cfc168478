"""Refusals of the accounts house."""
