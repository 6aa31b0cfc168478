"""The forms of an organisation's pages."""
