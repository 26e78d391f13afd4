"""The briefing on paper: one document, as DOCX, as PDF and as one HTML file for the projector."""

from cooperation.meetings.paper.contents import document_of
from cooperation.meetings.paper.html import html_bytes
from cooperation.meetings.paper.print import pdf_begun, pdf_bytes
from cooperation.meetings.paper.printing import PrintingUnavailable, pictures_begun
from cooperation.meetings.paper.word import docx_bytes

__all__ = [
    "PrintingUnavailable",
    "document_of",
    "docx_bytes",
    "html_bytes",
    "pdf_begun",
    "pdf_bytes",
    "pictures_begun",
]
