"""What no log may hold, whoever writes it."""

import logging

from zegel.lib.links import without_secrets


class WithoutLinkSecrets(logging.Filter):
    """Takes the secrets of links out of every line: a path that a program changed may carry one."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the line, and let it through."""
        message = record.getMessage()
        clean = without_secrets(message)
        if clean != message:
            record.msg, record.args = clean, None
        return True
