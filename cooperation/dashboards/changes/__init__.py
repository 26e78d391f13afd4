"""Why a number moved, what is new since a reader last looked, and what moved most."""
