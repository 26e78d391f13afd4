"""Reviews: what waits, what changed since last time, and the decision on one page."""
