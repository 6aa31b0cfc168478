"""`zegel manage`: Django's own commands and those of the console."""

import os

from django.core.management import execute_from_command_line


def main(argv: list[str]) -> int:
    """Run one management command; its refusals become exit codes by Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zegel.config.settings")
    execute_from_command_line(["zegel manage", *argv])
    return 0
