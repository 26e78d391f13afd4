"""The panels of a sector's page: a chart drawn by the server and its table, from ledger rows.

A sector declares a `Panel`; its marks become links to the rows behind them. One module per
shape; none of them asks the database, and a number is printed by `cooperation.formatting`.
"""
