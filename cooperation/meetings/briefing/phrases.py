"""What is said of one row: its number, how far that is, against the pace and the year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.meetings.briefing.names import counted_name, subset_name
from cooperation.meetings.briefing.patterns import Runs, bracketed, clauses, listed, say
from cooperation.meetings.briefing.periods import coverage, doubts, exactness
from cooperation.meetings.briefing.printing import figure
from cooperation.meetings.briefing.structure import Branch, judged
from cooperation.meetings.text import Run
from cooperation.scoreboard import Row
from cooperation.scoreboard.standings import PUBLISHED


def value(row: Row) -> Runs:
    """约1250人."""
    return say("%(about)s%(value)s", about=exactness(row), value=figure(row, "ytd", "strong"))


def named_value(row: Row, split: Runs = ()) -> Runs:
    """东部就业776人; 资金拨付额9546.71万元（已报7/9个月）; split: said in the same brackets."""
    text = say(_named(), name=counted_name(row.indicator), value=value(row))
    return (*text, *bracketed([one for one in (*doubts(row), split) if one]))


def _named() -> str:
    return pgettext("a name and its number", "%(name)s: %(value)s")


def done(row: Row, *, target: bool = False, brief: bool = False) -> Runs:
    """完成年度目标的82.1%; what is exceeded is said only of a whole number with a target.

    brief: 完成82.1%, where the sentence has said already of what it is a share.
    """
    if not judged(row):
        return _partly_done(row) if target else ()
    parts = {"share": figure(row, "completion")}
    if brief and not target and row.ytd < row.target:
        return say(pgettext("in a sentence", "%(share)s done"), **parts)
    if target:
        parts["target"] = figure(row, "target")
    return say(_done_pattern(row, target), **parts)


def _done_pattern(row: Row, target: bool) -> str:
    if row.ytd > row.target:
        if target:
            return _("the year's target of %(target)s exceeded, %(share)s of it done")
        return _("the year's target exceeded, %(share)s of it done")
    if row.ytd == row.target:
        if target:
            return _("the year's target of %(target)s reached (%(share)s)")
        return _("the year's target reached (%(share)s)")
    if target:
        return _("%(share)s of the year's target of %(target)s")
    return _("%(share)s of the year's target")


def _partly_done(row: Row) -> Runs:
    """A share of what was reported so far, which judges nothing."""
    if row.completion is None or row.reading:
        return ()
    text = _("what was reported is %(share)s of the year's target of %(target)s")
    return say(text, share=figure(row, "completion"), target=figure(row, "target"))


def pace(row: Row, *, brief: bool = False) -> Runs:
    """较序时进度快7.1个百分点; nothing at the year's end, where the share says it.

    brief: where the sentence has said already against what it is measured.
    """
    if not judged(row) or row.pace_diff is None or (row.through == 12 and row.completion >= 100):
        return ()
    if not row.pace_diff:
        return say(_("just on pace"))
    tone = "late" if row.state == "late" else ""
    return say(_pace_pattern(row, brief), points=figure(row, "pace_diff", tone))


def _pace_pattern(row: Row, brief: bool) -> str:
    if row.pace_diff > 0:
        return _("%(points)s points ahead") if brief else _("%(points)s points ahead of pace")
    return _("%(points)s points behind") if brief else _("%(points)s points behind pace")


def change(row: Row) -> Runs:
    """较上年同期增长5.2%: only where both years are whole."""
    if row.change is None:
        return ()
    if not row.change:
        return say(_("as much as in the same months of last year"))
    pattern = (
        _("%(share)s more than in the same months of last year")
        if row.change > 0
        else _("%(share)s less than in the same months of last year")
    )
    return say(pattern, share=figure(row, "change"))


def subsets(branch: Branch) -> Runs:
    """其中脱贫人口698人，占55.8%; a split that nobody gave is said to lack."""
    said = [_subset(branch.row, one) for one in branch.subsets]
    return say(_("of which %(list)s"), list=listed(said)) if said else ()


def _subset(whole: Row, part: Row) -> Runs:
    name = subset_name(part.indicator, whole.indicator)
    if part.ytd is None:
        return say(_("%(name)s: %(missing)s"), name=name, missing=missing_word(whole))
    text = say(_named(), name=name, value=value(part))
    if part.subset_share is None:
        own = () if coverage(part) == coverage(whole) else coverage(part)
        return clauses([text, *own])
    return clauses([text, say(_("%(share)s of it"), share=figure(part, "subset_share"))])


def missing_word(whole: Row) -> str:
    """What a lacking split is called: nobody published it, or nobody filled it in."""
    return _("not published") if whole.source == PUBLISHED else _("not filled in")


def parts(branch: Branch) -> Runs:
    """包括东部就业776人（其中脱贫人口466人）、…; the lacking split of all of them once."""
    known = [one for one in branch.parts if one.row.ytd is not None]
    if not known:
        return ()
    nowhere = _split_nowhere(known)
    said = [_part(one, nowhere) for one in known]
    lacking = [one for one in branch.parts if one.row.ytd is None]
    said += [
        say(
            _("%(name)s: %(missing)s"),
            name=one.row.indicator.name,
            missing=missing_word(known[0].row),
        )
        for one in lacking
    ]
    text = say(_("made up of %(list)s"), list=listed(said))
    if not nowhere:
        return text
    word = missing_word(known[0].row)
    return clauses([text, say(_("%(name)s among them %(missing)s"), name=nowhere, missing=word)])


def _part(branch: Branch, nowhere: str) -> Runs:
    split = () if nowhere else subsets(branch)
    return named_value(branch.row, split)


def _split_nowhere(known: Sequence[Branch]) -> str:
    """The name of a split that several parts should have and none has; else empty."""
    names = {
        subset_name(one.indicator, branch.row.indicator)
        for branch in known
        for one in branch.subsets
    }
    given = any(one.ytd is not None for branch in known for one in branch.subsets)
    return names.pop() if len(known) > 1 and len(names) == 1 and not given else ""


@dataclass(slots=True)
class Named:
    """What the text has named already: of what shares are shares, against what points count."""

    target: bool = False
    pace: bool = False

    def after(self, row: Row, *, paced: bool) -> None:
        """Takes in what was said of a row; paced: whether its pace was to be said."""
        self.target = self.target or judged(row)
        self.pace = self.pace or (paced and bool(pace(row)))


def statement(branch: Branch, *, details: bool, named: Named) -> Runs:
    """All that is said of a head: number, split, target, pace, last year, parts.

    The target itself and the year before are said of headline indicators, in the long text.
    """
    row = branch.row
    if row.ytd is None:
        return _without_whole(branch)
    whole = details or row.reading is not None
    most = details and row.indicator.headline
    said = [named_value(row, subsets(branch) if whole else ())]
    said.append(done(row, target=most or (details and not judged(row)), brief=named.target))
    if details:
        said.append(pace(row, brief=named.pace))
    named.after(row, paced=details)
    if most:
        said.append(change(row))
    if whole:
        said.append(parts(branch))
    return clauses(said)


def _without_whole(branch: Branch) -> Runs:
    """帮助农村劳动力就业合计未公布，包括…: no sum is made up."""
    known = next((one.row for one in branch.parts if one.row.ytd is not None), branch.row)
    text = _("%(name)s: %(missing)s") % {
        "name": branch.row.indicator.name,
        "missing": missing_word(known),
    }
    return clauses([(Run(text),), parts(branch)])


def brief_statement(row: Row) -> Runs:
    """Number and share of the target, for the shortest text."""
    return clauses([named_value(row), done(row, brief=True)])
