"""The core's model: places, programmes and pairings, indicators and targets, reports and
figures, published readings, activities, people, the ledgers of the core's own sector."""

from cooperation.models.activities import Activity, DatePrecision
from cooperation.models.aid import AidFund, AidPayment, AidProject
from cooperation.models.base import FigureField, Side, in_language
from cooperation.models.checks import ConfirmedCheck, DraftConfirmation
from cooperation.models.dialogue import CellMessage, Statement
from cooperation.models.donations import Donation
from cooperation.models.due import CalendarDay, DueRule, Reminder
from cooperation.models.exports import Export
from cooperation.models.indicators import (
    Indicator,
    IndicatorMilestone,
    IndicatorVersion,
    Target,
)
from cooperation.models.last_looks import LastLook
from cooperation.models.ledger import LedgerQuerySet, LedgerRow, ReferenceQuerySet
from cooperation.models.meetings import AgendaItem, Decision, Meeting, OpenItem
from cooperation.models.office_forms import OfficeForm, OfficeFormCell
from cooperation.models.packs import BriefingEdit, Language, Pack, PackBuild, PackFile
from cooperation.models.pairings import Pairing, PairingMember, Programme
from cooperation.models.people import Assignment, ChangeLog, Role, User
from cooperation.models.places import Place, PlaceChange, Source
from cooperation.models.postings import Posting
from cooperation.models.published import PublishedReading
from cooperation.models.reconciliation import Explanation, ExplanationPart
from cooperation.models.reports import (
    Basis,
    CorrectionKind,
    DraftCell,
    Figure,
    MonthlyReport,
    Review,
    Submission,
)
from cooperation.models.saved_views import SavedView
from cooperation.models.tallies import LedgerTally
from cooperation.models.years import VisibleYear

__all__ = [
    "Activity",
    "AgendaItem",
    "AidFund",
    "AidPayment",
    "AidProject",
    "Assignment",
    "Basis",
    "BriefingEdit",
    "CalendarDay",
    "CellMessage",
    "ChangeLog",
    "ConfirmedCheck",
    "CorrectionKind",
    "DatePrecision",
    "Decision",
    "Donation",
    "DraftCell",
    "DraftConfirmation",
    "DueRule",
    "Explanation",
    "ExplanationPart",
    "Export",
    "Figure",
    "FigureField",
    "Indicator",
    "IndicatorMilestone",
    "IndicatorVersion",
    "Language",
    "LastLook",
    "LedgerQuerySet",
    "LedgerRow",
    "LedgerTally",
    "Meeting",
    "MonthlyReport",
    "OfficeForm",
    "OfficeFormCell",
    "OpenItem",
    "Pack",
    "PackBuild",
    "PackFile",
    "Pairing",
    "PairingMember",
    "Place",
    "PlaceChange",
    "Posting",
    "Programme",
    "PublishedReading",
    "ReferenceQuerySet",
    "Reminder",
    "Review",
    "Role",
    "SavedView",
    "Side",
    "Source",
    "Statement",
    "Submission",
    "Target",
    "User",
    "VisibleYear",
    "in_language",
]
