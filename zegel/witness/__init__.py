"""A witness of transparency logs (C2SP tlog-witness.md): it says with its own key that a log only grew. Apart from the server."""
