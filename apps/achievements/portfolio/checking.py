"""What to look at before a portfolio is given away: the entries with what may give somebody else away in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.achievements.portfolio.document import Document, Entry
from apps.achievements.portfolio.giveaways import Kind, Piece, pieces


@dataclass(frozen=True)
class Flagged:
    """An entry with its texts cut where something was found, and whether anything was but figures."""

    entry: Entry
    texts: Sequence[Sequence[Piece]]
    kinds: frozenset[Kind]

    @property
    def is_only_figures(self) -> bool:
        """Whether it has numbers and nothing else."""
        return self.kinds == {Kind.FIGURE}


@dataclass(frozen=True)
class Check:
    """Entries that name people, clients, money or numbers of things; those with figures alone; confidential ones."""

    telling: Sequence[Flagged]
    figures: Sequence[Flagged]
    confidential: Sequence[Entry]


def checked(document: Document) -> Check:
    """Look through the whole document; the organisations of the roles in it and the person's name are no secret."""
    own = {document.name, *(part.organisation for part in document.by_role)}
    flagged = [found for entry in document.entries if (found := _flagged(entry, own))]
    return Check(
        telling=[each for each in flagged if not each.is_only_figures],
        figures=[each for each in flagged if each.is_only_figures],
        confidential=[entry for entry in document.entries if entry.is_confidential],
    )


def _flagged(entry: Entry, own: set[str]) -> Flagged | None:
    cut = [pieces(text, own=own) for text in entry.texts()]
    texts = [text for text in cut if any(piece.kind for piece in text)]
    kinds = frozenset(piece.kind for text in texts for piece in text if piece.kind)
    return Flagged(entry, texts, kinds) if texts else None
