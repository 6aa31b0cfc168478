"""The planner: cases that wait for a day, free moments with the law beside them, rooms and the letter."""
