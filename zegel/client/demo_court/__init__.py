"""The demo court: who is in it and what they wrote. Invented people; courts and addresses of the annexes."""
