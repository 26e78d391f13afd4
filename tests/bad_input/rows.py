"""Which bad inputs concern forms, grid, addresses and workflow, and what proves each of them.

A row's id is that of the list of bad inputs; where it holds: F form, G grid, U address,
W workflow. A row is proved by cases that `test_rows` runs, by tests elsewhere, or it says why
nothing that exists is concerned.
"""

from __future__ import annotations

from dataclasses import dataclass

NUMBERS = (
    "tests/bad_input/test_numbers.py::test_every_channel_gives_the_one_right_answer",
    "tests/bad_input/test_numbers.py::test_reader_gives_the_one_right_answer",
)
NOTES = "tests/bad_input/test_texts.py::test_a_note_is_kept_and_shown_as_text"
NO_NOTES = (
    "tests/bad_input/test_texts.py::test_a_note_that_cannot_be_kept_is_refused_with_its_figure"
)
WORDS = "tests/bad_input/test_words.py::test_words_are_kept_as_typed_and_shown_as_text"
NO_WORDS = "tests/bad_input/test_words.py::test_words_that_cannot_be_kept_are_refused"
FILES = "tests/bad_input/test_words.py::test_names_leave_in_files_as_text"
PAGES = "tests/bad_input/test_addresses.py::test_no_address_is_a_fault_of_ours"
MONTHS = "tests/bad_input/test_addresses.py::test_a_month_in_the_address"
HELD = "tests/bad_input/test_workflow.py::test_what_is_held_on_submitting_goes_with_a_reason"
REFUSED = "tests/bad_input/test_workflow.py::test_what_is_refused_on_submitting"
PASSWORDS = "tests/accounts/test_passwords.py"
SESSIONS = "tests/accounts/test_sessions.py"
READ = "tests/dashboards/test_pages.py::test_bad_parameters_lead_to_the_nearest_page"


@dataclass(frozen=True)
class Row:
    """Where a bad input can arrive, and the tests that prove the answer; else why there is none."""

    channels: str
    tests: tuple[str, ...] = ()
    because: str = ""


def shown_by(channels: str, *tests: str) -> Row:
    """Proved by these tests."""
    return Row(channels, tests)


def of_no_concern(channels: str, because: str) -> Row:
    """Nothing that exists takes it."""
    return Row(channels, because=because)


# Numbers: all texts of a kind stand in `numbers`, run through form, script and wide form.
_NUMBER_ROWS = {
    f"N{n:02}": shown_by("FG", *NUMBERS)
    for n in (1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 37, 41, 47, 49)
}

_REPORT_ROWS = {
    "M02": shown_by(
        "FG",
        HELD,
        "tests/reporting/test_soft_checks.py::test_a_slip_of_the_unit_is_held_and_put_right",
    ),
    "M08": shown_by(
        "FG", HELD, "tests/reporting/test_soft_checks.py::test_a_jump_beyond_the_range"
    ),
    "D01": shown_by("FG", MONTHS, "tests/typed/test_days.py::test_a_day_is_read"),
    "D03": shown_by("FG", MONTHS, "tests/typed/test_days.py::test_a_day_is_read"),
    "D09": shown_by("FG", MONTHS, "tests/typed/test_days.py::test_what_is_no_day_says_why"),
    "D17": shown_by(
        "FG",
        "tests/bad_input/test_addresses.py::test_a_month_that_is_not_owed_is_not_opened",
        "tests/reporting/test_checks.py::test_the_month_lies_within_the_programme",
    ),
    "D19": shown_by(
        "FGW", HELD, "tests/reporting/test_held_checks.py::test_a_late_report_says_why"
    ),
    "D27": shown_by(
        "FU",
        "tests/bad_input/test_addresses.py::test_an_activity_does_not_end_before_it_begins",
        PAGES,
    ),
    "L01": shown_by(
        "FG",
        REFUSED,
        "tests/reporting/test_checks.py::test_a_subset_is_not_larger_than_its_whole",
    ),
    "L05": shown_by(
        "FG",
        HELD,
        "tests/reporting/test_soft_checks.py::test_a_year_to_date_typed_as_the_month",
    ),
    "L09": of_no_concern(
        "FG",
        "no indicator of wages or of firms bought from stands in the catalogue",
    ),
    "L11": shown_by(
        "FG",
        HELD,
        "tests/reporting/test_soft_checks.py::test_a_target_passed_by_more_than_double",
    ),
    "L21": of_no_concern(
        "FG",
        "no indicator has an opening balance: stocks are counted at month's end",
    ),
}

_TEXT_ROWS = {
    "T17": shown_by("FG", NO_WORDS, NO_NOTES),
    "T19": shown_by("FG", WORDS, NOTES, FILES),
    "T21": shown_by("FGU", NO_WORDS, NO_NOTES, PAGES),
    "T25": shown_by("FG", WORDS, NOTES),
    "T27": of_no_concern("FG", "no form of the monthly report takes names of firms"),
    # Told for files alone; words of the form may hold them too, and are kept as typed.
    "T23": shown_by("F", WORDS),
}

# Payloads: in notes, reasons and questions, in files that leave, in search and addresses.
_PAYLOAD_ROWS = {
    **{f"I{n:02}": shown_by("FU", WORDS, NOTES, FILES) for n in (1, 5, 7, 9, 13)},
    "I03": shown_by("FU", WORDS, NOTES),
    "I11": shown_by(
        "FU",
        WORDS,
        NOTES,
        FILES,
        "tests/bad_input/test_words.py::test_only_addresses_of_the_web_are_links",
    ),
    "I15": shown_by("U", "tests/bad_input/test_addresses.py::test_signs_of_a_search_are_letters"),
    "I17": shown_by("FU", WORDS, NOTES),
    "I19": shown_by(
        "FU",
        "tests/bad_input/test_texts.py::test_what_no_page_sends_is_a_bad_request",
        "tests/bad_input/test_words.py::test_hostile_words_are_answered_at_once",
        *NUMBERS,
    ),
}

_ADDRESS_ROWS = {
    "U01": shown_by(
        "U",
        PAGES,
        READ,
        "tests/dashboards/test_pages.py::test_a_corrected_address_says_so",
    ),
    "U03": shown_by("U", PAGES, READ),
    "U05": shown_by("U", PAGES, READ),
    "U07": shown_by("U", PAGES, READ),
    "U09": shown_by(
        "U",
        "tests/bad_input/test_addresses.py::test_what_is_not_there_is_not_found",
        "tests/test_errors.py::test_error_page_is_ours_in_both_languages",
    ),
    "U11": shown_by(
        "U", "tests/accounts/test_login.py::test_next_is_followed_inside_the_site_only"
    ),
    "U13": shown_by(
        "U",
        "tests/test_errors.py::test_form_without_its_token_says_what_to_do",
        "tests/test_errors.py::test_token_of_somebody_else_is_refused",
    ),
    "U15": of_no_concern(
        "U",
        "lengths of cookies, headers and addresses are limited by the web server in front",
    ),
    "U17": shown_by("U", "tests/test_errors.py::test_broken_bodies_are_never_an_error_of_ours"),
    "U19": shown_by("U", "tests/test_errors.py::test_error_page_is_ours_in_both_languages"),
    "U21": shown_by(
        "U",
        "tests/bad_input/test_addresses.py::test_a_programme_without_anything_shows_no_nonsense",
        "tests/dashboards/test_completeness_page.py::test_the_real_programme_owes_nothing",
    ),
}

_WORKFLOW_ROWS = {
    "W02": shown_by(
        "W",
        "tests/bad_input/test_texts.py::test_a_forged_version_is_a_conflict_and_writes_nothing",
        "tests/reporting/test_wide.py::test_a_forged_past_overwrites_nothing",
    ),
    "W04": shown_by("W", "tests/targets/test_files.py::test_a_preview_is_applied_once"),
    "W06": shown_by(
        "W",
        "tests/reporting/test_review.py::test_nobody_reviews_their_own",
        "tests/reporting/test_review.py::test_approving_twice_does_it_once",
        "tests/reporting/test_form.py::test_review_of_a_replaced_submission_is_stale",
        "tests/reporting/test_races.py::test_approving_twice_writes_one_review",
    ),
    "W08": shown_by(
        "W",
        REFUSED,
        "tests/reporting/test_actions.py::test_submit_refuses_an_incomplete_month",
    ),
    "W10": shown_by(
        "W",
        "tests/reporting/test_several.py::test_one_that_changed_refuses_all",
        "tests/reporting/test_several.py::test_an_own_one_and_a_foreign_one_refuse_all",
        "tests/reporting/test_several.py::test_page_names_what_changed_and_keeps_the_ticks",
    ),
    "W12": shown_by(
        "W",
        f"{SESSIONS}::test_deactivated_account_cannot_send_what_it_had_open",
        f"{SESSIONS}::test_account_moved_to_another_office_loses_the_old_one_at_once",
        "tests/bad_input/test_workflow.py::test_who_was_moved_saves_nothing_more",
    ),
    "W14": shown_by(
        "W",
        "tests/reporting/test_checks.py::test_the_month_lies_within_the_pairing",
        "tests/bad_input/test_workflow.py::test_old_months_stay_with_the_pairing_that_ended",
    ),
    "W16": shown_by(
        "W",
        f"{PASSWORDS}::test_bad_password_is_refused_with_its_reason",
        f"{PASSWORDS}::test_ten_thousand_characters_are_refused_before_anything_is_hashed",
    ),
    "W18": of_no_concern(
        "W",
        "there is no link by mail: an administrator gives a one-time password",
    ),
    "W20": shown_by(
        "W",
        "tests/bad_input/test_workflow.py::test_a_database_that_is_away_loses_nothing",
        "tests/test_errors.py::test_a_database_that_is_away_keeps_what_was_typed",
        "tests/test_errors.py::test_a_script_that_saves_is_told_in_its_own_form",
    ),
    "W22": shown_by(
        "W",
        "tests/bad_input/test_workflow.py::test_a_pasted_block_is_taken_or_marked_cell_by_cell",
        "tests/reporting/test_wide.py::test_all_problems_are_said_at_once",
    ),
    "W24": shown_by("W", "tests/reporting/test_wide.py::test_a_thousand_fields_in_one_post"),
}

ROWS: dict[str, Row] = {
    **_NUMBER_ROWS,
    **_REPORT_ROWS,
    **_TEXT_ROWS,
    **_PAYLOAD_ROWS,
    **_ADDRESS_ROWS,
    **_WORKFLOW_ROWS,
}

# The list itself: every id that names a form, the grid, an address or the workflow. The sections
# of payloads, addresses and workflow name no channel, so all of theirs count.
LISTED = {
    "FG": "N01 N03 N05 N07 N09 N11 N13 N15 N17 N19 N21 N23 N25 N27 N29 N31 N33 N37 N41 N47 N49"
    " M02 M08 D01 D03 D09 D17 D19 D27 T17 T19 T21 T25 T27 L01 L05 L09 L11 L21",
    "FU": "I01 I03 I05 I07 I09 I11 I13 I15 I17 I19",
    "U": "U01 U03 U05 U07 U09 U11 U13 U15 U17 U19 U21",
    "W": "W02 W04 W06 W08 W10 W12 W14 W16 W18 W20 W22 W24",
}
