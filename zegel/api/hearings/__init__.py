"""A hearing for the browser: what the law says of an entry, making it, and what was entered."""
