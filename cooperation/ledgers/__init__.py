"""The pages of a ledger, written once: list, detail, and what stands on a sector's home.

A sector declares a table, a filter set and a queryset (`cooperation.sectors.Ledger`); nothing
here knows which sectors there are.
"""
