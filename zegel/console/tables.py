"""Files that say nothing of their encoding, at the command line: nothing is written before somebody saw the words with accents."""

from collections.abc import Sequence

from django.core.management.base import CommandError

from zegel.lib.tables import encoding_name

MOST_WORDS = 20


def confirm_letters(encoding: str, odd: Sequence[str], *, said: str) -> None:
    """Refuse (CommandError) a file with accents in an encoding that was found and not said, unless `said` is that encoding."""
    if odd and said != encoding:
        words = ", ".join(odd[:MOST_WORDS])
        raise CommandError(
            f"Nothing was changed. The file was read as {encoding_name(encoding)}; are these words right: {words}? "
            f"Then run it again with --letters {encoding}"
        )
