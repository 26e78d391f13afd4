"""Loading reference and published data from plain files: all of it checked, then all written."""
