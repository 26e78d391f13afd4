"""Writing over a paragraph: what may be written, and what one version more says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.meetings.briefing.page import BriefingPage, Shown
from cooperation.models import BriefingEdit, User
from cooperation.typed.words import fault_of

LONGEST = BriefingEdit._meta.get_field("text").max_length


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed over a paragraph and why it was not kept; no problem: it was."""

    key: str
    text: str
    problem: str = ""


def written_over(page: BriefingPage, user: User, *, key: str, text: str, token: str) -> Typed:
    """Keeps a new version of a paragraph; an empty text takes the edits back.

    Refused where the sentence or its edit has changed since the page was opened. KeyError for a
    paragraph that the briefing does not have.
    """
    shown = page.shown(page.paragraphs[key])
    words = " ".join(line.strip() for line in text.splitlines() if line.strip())
    if problem := _fault(words) or _moved_on(shown, token):
        return Typed(key, text, problem)
    if words == shown.paragraph.generated:
        words = ""
    if words != (shown.versions[-1].text if shown.versions else ""):
        BriefingEdit.objects.create(
            meeting=page.meeting,
            language=page.language,
            key=key,
            text=words,
            generated=shown.paragraph.generated,
            at=timezone.now(),
            by=user,
        )
    return Typed(key, words)


def _fault(words: str) -> str:
    fault: Any = fault_of(words, LONGEST)
    if fault is None:
        return ""
    return _("This paragraph was not kept: %(reason)s. %(advice)s.") % {
        "reason": fault.reason % fault.params,
        "advice": fault.advice,
    }


def _moved_on(shown: Shown, token: str) -> str:
    if token == shown.token:
        return ""
    return _(
        "This paragraph was not kept: its figures or its edit changed after you opened the page. "
        "Compare with the sentence as it is now and save again."
    )
