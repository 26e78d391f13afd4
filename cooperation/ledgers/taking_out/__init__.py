"""Rows are taken out of a ledger, never erased, and can be put back."""
