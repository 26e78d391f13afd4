"""A ledger's list as a file: the same rows in the same order, as CSV or XLSX, row after row."""
