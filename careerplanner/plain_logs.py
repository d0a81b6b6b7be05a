"""Logs that machines read, and that hold nothing anybody wrote: no address, no line of an entry, no question.

An exception's own words can hold a whole row (PostgreSQL says which one failed), so that only its kind and where it
happened are kept, unless DEBUG is on.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType

ADDRESS = re.compile(r"(?<![^\s<>\"'(),:;=])[^\s<>\"'(),:;=]+@[^\s<>\"'(),:;]+")
FIELDS = (
    *("nudge", "plan", "state", "reason", "event", "count", "lag"),
    *("status", "method", "page", "account"),
)  # what our own calls say beside the sentence


class HidePersons(logging.Filter):
    """Takes addresses out of each line, and the words of exceptions."""

    def __init__(self, keep_words: bool = False) -> None:
        super().__init__()
        self.keep_words = keep_words

    def filter(self, record: logging.LogRecord) -> bool:
        """Change what the line will say; every line passes."""
        said = record.getMessage()
        plain = said
        if record.exc_info and isinstance(record.exc_info, tuple) and record.exc_info[1] and not self.keep_words:
            error = record.exc_info[1]
            record.exc_text = where(error, record.exc_info[2])
            for words in filter(None, (repr(error), str(error))):
                plain = plain.replace(words, type(error).__name__)
        plain = ADDRESS.sub("…@…", plain)
        if plain != said:
            record.msg, record.args = plain, ()
        return True


def where(error: BaseException, trace: TracebackType | None) -> str:
    """The kind of an exception, of what caused it, and the places in the code it came through."""
    kinds, cause = [type(error).__qualname__], error.__cause__ or error.__context__
    while cause is not None and len(kinds) < 5:
        kinds.append(type(cause).__qualname__)
        cause = cause.__cause__ or cause.__context__
    frames = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]
    return "\n".join([*frames, " from ".join(kinds)])


class Json(logging.Formatter):
    """One JSON object a line: when, how bad, who says it, what, and the few fields that we name ourselves."""

    def format(self, record: logging.LogRecord) -> str:
        """Only fields that are known to hold nothing of a person are written."""
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        said |= {name: _plain(getattr(record, name)) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            said["where"] = record.exc_text or self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | None) else str(value)
