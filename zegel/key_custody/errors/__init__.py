"""Refusals of key custody."""
