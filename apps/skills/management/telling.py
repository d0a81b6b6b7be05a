"""What an import says of a file when it has read it."""

from collections.abc import Iterator

from apps.skills.cataloguing import Tally

LISTED = 20  # rows and names that are written out; the rest is counted


def told(what: str, tally: Tally) -> Iterator[str]:
    """Lines for an administrator: what was read, what came of it, and each row that was left out."""
    yield (
        f"{what}: {tally.read} read, {tally.new} new, {tally.changed} changed, "
        f"{tally.unchanged} unchanged, {tally.refused} left out."
    )
    for refused in tally.reasons[:LISTED]:
        yield f"  row {refused.row}: {refused.reason}"
    if tally.refused > LISTED:
        yield f"  … and {tally.refused - LISTED} more rows."
    if tally.vanished:
        names = ", ".join(tally.vanished[:LISTED]) + (" …" if len(tally.vanished) > LISTED else "")
        yield f"  Not in the file any more, and kept ({len(tally.vanished)}): {names}"
