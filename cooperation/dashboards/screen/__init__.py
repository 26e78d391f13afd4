"""The large screen: a slide show of chosen parts of the read pages for a meeting room."""
