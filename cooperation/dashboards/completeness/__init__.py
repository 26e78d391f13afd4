"""Completeness and timeliness of the monthly reports: due, reported, on time, approved."""
