"""What the search of a court's team stands on: the pieces of three letters of a text, each with the desk it lies at.

A name that many have is looked for at one desk among the pieces of that desk alone, however many cases other desks have. An index of
pieces alone (`pg_trgm`) reads those of every desk first (docs/decisions/0094).
"""

from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, IntegerField

MAKE: Final = """
CREATE FUNCTION casefile_grams(desk uuid, words text) RETURNS integer[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
SELECT coalesce(array_agg(DISTINCT pg_catalog.hashtext(desk::text || pg_catalog.substr(words, n, 3))), '{}')
FROM pg_catalog.generate_series(1, pg_catalog.length(words) - 2) AS n $$
"""
UNMAKE: Final = "DROP FUNCTION casefile_grams(uuid, text)"


class Grams(Func):
    """The pieces of a text at a desk. Of a text that holds a word they hold all pieces of that word, so that what an index finds by
    them is still to be held against the word itself."""

    function = "casefile_grams"
    output_field = ArrayField(IntegerField())
