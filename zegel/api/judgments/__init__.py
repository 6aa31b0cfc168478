"""Judgments for the browser: drafts, giving, putting off, what waits for the judge, and the judge's notes."""
