"""The briefing: what a meeting is told, by fixed sentence patterns from the board's rows.

No language model and no arithmetic: a sentence places numbers, and judges as rows allow.
"""

from cooperation.meetings.briefing.composition import briefing
from cooperation.meetings.briefing.lengths import LENGTHS

__all__ = ["LENGTHS", "briefing"]
