"""The document as DOCX: real headings and tables that offices go on writing in."""

from cooperation.meetings.paper.word.package import docx_bytes

__all__ = ["docx_bytes"]
