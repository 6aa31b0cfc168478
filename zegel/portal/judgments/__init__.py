"""Judgments as pages: drafting and giving, copies, the telephone, and the judge's desk."""
