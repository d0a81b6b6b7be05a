"""What never stands in a log: the secret part of an address that needs no login, of a page or of e-mail."""

import logging
import re

SECRETS = re.compile(
    r"(/offers/calendar/)[^/\s]+?(?=\.ics)|(/nudge/|/portfolio/shared/|/witness/)[^/\s?\"']+|(\+)[0-9a-fA-F]{32}(?=@)"
)


class HideSecrets(logging.Filter):
    """Django writes the path of a request that fails into its line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the secrets out of the finished line; every line passes."""
        said = record.getMessage()
        hidden = SECRETS.sub(lambda found: f"{found[1] or found[2] or found[3]}…", said)
        if hidden != said:
            record.msg, record.args = hidden, ()
        return True
