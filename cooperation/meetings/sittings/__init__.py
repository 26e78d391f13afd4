"""The meetings themselves: their list, the page of one, what was decided and is to be done."""
