"""What every door for browsers needs to know of a request: who asks, by which session, from where. Decides nothing."""
