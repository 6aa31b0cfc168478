"""Pure decisions of professions."""
