"""The superior's own form: their file and layout, our approved numbers, what we do not hold."""
