"""Exports are events: every file that leaves the product is written down, with its checksum.

Whoever hands out a file uses `download()` for a finished one and `recorded_stream()` for one
that is written as it goes; commands use `record_export()`. What is not sent is no export: an
answer without a body (HEAD), a page the browser has already (304), a blank template.
"""

from cooperation.exports.downloads import download, filters_of, reader_of, stream_download
from cooperation.exports.events import ALPHABET, CODE_LENGTH, new_code, record_export
from cooperation.exports.purpose import PurposeRefused, purpose_of
from cooperation.exports.streams import Counted, recorded_stream

__all__ = [
    "ALPHABET",
    "CODE_LENGTH",
    "Counted",
    "PurposeRefused",
    "download",
    "filters_of",
    "new_code",
    "purpose_of",
    "reader_of",
    "record_export",
    "recorded_stream",
    "stream_download",
]
