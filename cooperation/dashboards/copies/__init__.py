"""A read page as one file that opens from a memory stick, with no network."""
