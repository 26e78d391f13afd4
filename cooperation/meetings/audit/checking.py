"""Is this file one of ours? Told by its checksum, which its reader has or which is taken here."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cooperation.models import Export, PackFile, User

# What a browser may send to be hashed; larger files are hashed on the reader's own machine.
LARGEST = 50 * 1024 * 1024
_CHECKSUM = re.compile(r"[0-9a-f]{64}")


class NotChecked(ValueError):
    """Why nothing was looked up, as a sentence."""


@dataclass(frozen=True)
class Found:
    """What is known of a checksum, as far as the reader may see."""

    checksum: str
    user: User

    @cached_property
    def exports(self) -> list[Export]:
        """Files that left the product with exactly these bytes, the newest first."""
        seen = Export.objects.visible_to(self.user).filter(sha256=self.checksum)
        return list(seen.newest_first()[:20])

    @cached_property
    def files(self) -> list[PackFile]:
        """Files of sealed packs with exactly these bytes."""
        seen = PackFile.objects.visible_to(self.user).filter(sha256=self.checksum)
        return list(seen.defer("content").select_related("pack__meeting")[:20])

    def __bool__(self) -> bool:
        return bool(self.exports or self.files)


def found_by(text: str, upload, user: User) -> Found:
    """By the uploaded file, else by a pasted checksum; NotChecked says what to mend.

    The file is hashed as it comes and kept nowhere.
    """
    if upload is not None:
        if upload.size > LARGEST:
            raise NotChecked(_("The file is larger than 50 MB: paste its SHA-256 instead."))
        checksum = hashlib.sha256()
        for part in upload.chunks():
            checksum.update(part)
        return Found(checksum.hexdigest(), user)
    # As programs print it: with blanks, in capitals, the file's name behind it.
    words = text.lower().replace(":", " ").split()
    joined = "".join(words)
    known = [one for one in (*words, joined[:64]) if _CHECKSUM.fullmatch(one)]
    if not known:
        raise NotChecked(
            _("Choose a file, or paste its SHA-256: 64 characters, each a digit or a letter a–f.")
        )
    return Found(known[0], user)
