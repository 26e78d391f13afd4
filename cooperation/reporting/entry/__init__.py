"""The monthly form: one report, a line per indicator."""
