"""Programs for people and machines that hold keys: they may open what is sealed."""
