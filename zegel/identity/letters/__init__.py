"""What identity writes to people, by subject."""

from zegel.identity.letters import people, recovery, security

__all__ = ["people", "recovery", "security"]
