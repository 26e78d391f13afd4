"""The wide form: one indicator, or a sector's, of all pairings over the months of a year."""
