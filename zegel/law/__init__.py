"""The law as pure Python: calendar, terms, courts, rules and fees, each answer with its reasoning.

Nothing here knows Django, reads a clock or touches anything but its own data files. Numbers of law
are dated data with a source; rules are plain functions; no value leaves without its articles.
"""
