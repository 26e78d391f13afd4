"""What the pages cost beside the bare SQL for the same rows. Run by `make bench`."""
