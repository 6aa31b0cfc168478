"""The rules of the regulation, one module per chapter; each ends with its rows for the traceability page."""
