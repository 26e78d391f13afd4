"""The files of a meeting that are made to be counted with: CSV, JSON and the workbook."""

from cooperation.meetings.workbook.book import workbook_bytes
from cooperation.meetings.workbook.files import data_files

__all__ = ["data_files", "workbook_bytes"]
