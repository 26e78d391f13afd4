"""What the browser says by itself on the monthly form, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _


def browser_words() -> dict[str, str]:
    """Texts by the name under which the scripts know them; {n} and the like are put in there."""
    return {
        "saving": _("saving"),
        "saved": _("saved"),
        "empty": _("empty"),
        "unsent": _("not saved (trying again)"),
        "toConfirm": _("to confirm"),
        "mine": _("Keep mine"),
        "theirs": _("Take theirs"),
        "yes": _("Yes, record it so"),
        "thisMonth": _("month {value}"),
        "confirm": _("last month's count, please confirm"),
        "offline": _(
            "No connection: what you type is kept in this browser and saved by itself once the "
            "connection is back."
        ),
        "offlineRow": _("not saved; saved by itself once the connection is back"),
        "online": _("Connected again, everything is saved."),
        "trouble": _("The server does not answer. What you typed is kept; it is tried again."),
        "signedOut": _("You were signed out. What you typed is kept in this browser."),
        "signIn": _("Sign in again (new window)"),
        "signedIn": _("Signed in again; {n} cells have been saved."),
        "otherUser": _(
            "Somebody else is signed in here now; nothing more is saved from this page."
        ),
        "restored": _("{n} figures that were not saved yet were brought back."),
        "unsentSubmit": _("{n} cells are not saved yet; it can be submitted once they are."),
        "pasted": _("Pasted {n} cells, {wrong} to correct."),
        "pastedClean": _("Pasted {n} cells."),
        "pasteNames": _("Rows were found by the indicators' names."),
        "pasteLeft": _("Not used: {rows}"),
        "pasteBlank": _("{n} blank cells were left as they are."),
        "pasteRefused": _("Nothing could be pasted here: {rows}"),
        "zeros": _("Filled with 0: {n} cells ({cells})"),
        "noZeros": _("No flow was empty; nothing was filled in."),
        "undo": _("Undo"),
        "undone": _("Undone."),
        "stuck": _("Not converted, because earlier months are missing: {cells}"),
        "noneUnconfirmed": _("No count is waiting to be confirmed."),
        "toMonth": _("Type this month instead"),
        "toYear": _("Type the year to date instead"),
        "toCorrect": _("to correct"),
        "falls": _("The year to date cannot be below the {before} reached before."),
        "asMonth": _("Take {value} as the month"),
        "gap": _("difference {value}"),
        "noGap": _("as in the ledger"),
        "month": _("this month"),
        "year": _("to date"),
    }
