"""One pairing: who belongs to it since when, how it stands, what happened, what lies below it."""
