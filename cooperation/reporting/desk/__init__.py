"""The desk: what is due, late or returned, and what waits for review."""
