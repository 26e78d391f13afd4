"""What stands in the document, each kind of part from the material's rows."""
