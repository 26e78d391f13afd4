"""The agreed targets of a year: indicator × pairing, by form and by file, by the same rules."""
