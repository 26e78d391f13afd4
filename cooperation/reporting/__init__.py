"""The one gate in: recording figures, the workflow, due dates, checks, entry forms."""
