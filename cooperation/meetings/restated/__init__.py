"""What was presented at the last meeting and is another figure now."""

from cooperation.meetings.restated.restatement import Line, Restatement, restated

__all__ = ["Line", "Restatement", "restated"]
