"""Ledger rows from a file: read, shown before anything is written, then written whole or not."""
