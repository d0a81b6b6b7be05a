"""Which words were taken out and put in."""

from hypothesis import given
from hypothesis import strategies as st

from apps.achievements.rewording import Piece, reworded

WORDS = st.lists(st.sampled_from(["till", "queue", " ", "\n", "four", "ten"]), max_size=30).map(" ".join)


def test_words_are_told_apart() -> None:
    assert reworded("The queue was ten long", "The queue is four long") == [
        Piece("kept", "The queue "),
        Piece("removed", "was"),
        Piece("added", "is"),
        Piece("kept", " "),
        Piece("removed", "ten"),
        Piece("added", "four"),
        Piece("kept", " long"),
    ]


@given(WORDS, WORDS)
def test_both_texts_can_be_read_off_the_pieces(before: str, after: str) -> None:
    pieces = reworded(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after
    assert all(piece.text for piece in pieces)
