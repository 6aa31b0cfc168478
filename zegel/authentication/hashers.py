"""How the server keeps the login half of a password."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LoginHalfHasher(Argon2PasswordHasher):
    """Argon2id at the low end, for a secret that was already stretched for 64 MiB and 3 passes in the client.

    A thief of the table must still do the client's work for every guess, so this hash need only be one-way;
    8 MiB and one pass cost the server some 5 ms a login (docs/decisions).
    """

    algorithm = "argon2-login-half"
    time_cost = 1
    memory_cost = 8 * 1024
    parallelism = 1
