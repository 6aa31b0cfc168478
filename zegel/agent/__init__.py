"""The court's own automation: a client that opens what its court received, checks it, and says what it found."""
