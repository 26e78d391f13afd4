"""A sector's reconciliation: declared figures beside the ledgers, and what explains them."""
