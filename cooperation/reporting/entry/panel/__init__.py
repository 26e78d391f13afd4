"""The cell panel: what is known of one cell of a monthly report."""
