"""Rules for passwords, and the one-time passwords that an administrator hands over."""

from __future__ import annotations

import re
import secrets
import unicodedata

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

# Hashing is slow on purpose: longer input is refused before it is hashed.
MAX_LENGTH = 128
# Names that a guesser from the neighbourhood tries first, with a year or 123 behind them.
_NAMES = """
    zhongshan liupanshui xiaolan panzhou shuicheng liuzhi huoju dongqu guangdong guizhou
    xiezuo bangfu fupin xiangcun zhenxing dongxibu renshe laowu chanye xiaofei
    password mima admin guanliyuan lingdao
    中山 六盘水 小榄 盘州 水城 六枝 东西部协作 乡村振兴 密码
"""
LOCAL_WORDS = tuple(sorted(_NAMES.split(), key=len, reverse=True))
# 31 characters that nobody mistakes for one another when read out or typed off a screen.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class LocalWordValidator:
    """Refuses a local word with digits or signs around it: Zhongshan2026, Panzhou@123."""

    def validate(self, password, user=None):
        letters = re.sub(r"[\W\d_]+", "", unicodedata.normalize("NFKC", password).lower())
        rest = letters
        for word in LOCAL_WORDS:
            rest = rest.replace(word, "")
        if letters and len(rest) < 4 and rest != letters:
            raise ValidationError(
                _("A place or office name with a number is guessed first. Choose another one."),
                code="password_local_word",
            )

    def get_help_text(self):
        return _("Not a place or office name with a number or a year.")


class NotTheLastOneValidator:
    """Refuses the password that the account has now."""

    def validate(self, password, user=None):
        if user is None or not user.pk or not user.has_usable_password():
            return
        if user.check_password(password):
            raise ValidationError(
                _("This is the password you have now. Choose another one."),
                code="password_unchanged",
            )

    def get_help_text(self):
        return _("Not the password you have now.")


def one_time_password() -> str:
    """Sixteen random characters in groups of four: 79 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _i in range(4)) for _g in range(4))


def give_one_time_password(user) -> str:
    """A new password that has to be changed at the first login; ends the account's sessions."""
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.password_changed_at = timezone.now()
    user.save(update_fields=["password", "must_change_password", "password_changed_at"])
    return password
