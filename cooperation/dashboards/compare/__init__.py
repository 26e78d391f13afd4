"""Pairings, indicators and years beside each other, each year up to the same month."""
