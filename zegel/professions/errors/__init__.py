"""Refusals of professions."""
