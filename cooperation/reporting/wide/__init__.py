"""The wide form: one indicator of all pairings over the months of a year."""
