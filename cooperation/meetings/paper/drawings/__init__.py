"""Charts drawn as SVG by the server: one drawing for the page, the PDF and the picture."""
