"""Pure decisions about what happens at a hearing: what is noted, by whom, and what the law says of it before it is done."""
