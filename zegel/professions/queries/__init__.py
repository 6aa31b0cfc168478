"""Reads of professions."""
