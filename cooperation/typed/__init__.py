"""What people type, read as offices write it: numbers, days. Every channel reads with these."""
