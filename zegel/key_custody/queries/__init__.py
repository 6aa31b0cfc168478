"""Reads of key custody."""
