"""The audit list of exports: who took what out, and whether a file in hand is one of them."""
