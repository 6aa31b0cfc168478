"""Pure decisions about the course of a case."""
