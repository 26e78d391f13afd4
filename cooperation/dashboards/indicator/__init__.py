"""One indicator: what is counted, who stands where, how the year runs and how it will end."""
