"""Reads of Veilig Mailen, always for somebody: a user (by membership of a box) or a verified guest."""
