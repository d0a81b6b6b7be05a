"""What can be wrong with a value or a row of a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """What can be wrong with a value or a row."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    NOT_A_DAY = "not_a_day"
    MONTH_IN_ANOTHER_LANGUAGE = "month_in_another_language"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_LINK = "not_a_link"
    NOT_YES = "not_yes"
    NOT_A_FILE = "not_a_file"
    NO_SUCH_ROW = "no_such_row"
    ENDS_BEFORE_START = "ends_before_start"
    STILL_TO_COME = "still_to_come"
    SAYS_NOTHING = "says_nothing"
    NO_CURRENCY = "no_currency"
    NOT_OF_ITS_KIND = "not_of_its_kind"
    SAME_ID = "same_id"
    TWO_AT_MOST = "two_at_most"
    ONE_AT_A_TIME = "one_at_a_time"
    NO_START = "no_start"
    FILE_LEFT_OUT = "file_left_out"
    FILE_EMPTY = "file_empty"
    FILE_TOO_LARGE = "file_too_large"
    KIND_OF_FILE = "kind_of_file"
    FILE_CUT_OFF = "file_cut_off"
    FILE_BROKEN = "file_broken"
    FILE_BOMB = "file_bomb"
    FILES_OF_ENTRY = "files_of_entry"
    FILES_TOGETHER = "files_together"
    UNKNOWN_ROLE = "unknown_role"
    COMES_WITHOUT = "comes_without"
    NO_ROW = "no_row"
    QUOTES = "quotes"
    CELL_TOO_LONG = "cell_too_long"
    TOO_MANY_CELLS = "too_many_cells"
    WARNED_FIRST = "warned_first"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, in which field, and what was said there, shortened."""

    why: Why
    field: str = ""
    said: str = ""


class Refused(Exception):
    """A value that a field cannot hold."""

    def __init__(self, why: Why, said: object = "") -> None:
        super().__init__(why)
        self.why, self.said = why, str(said)[:60]
