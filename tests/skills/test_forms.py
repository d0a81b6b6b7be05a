"""Skills named in one field."""

from hypothesis import given
from hypothesis import strategies as st

from apps.skills.forms import split_names


def test_names_are_parted_by_commas_semicolons_and_lines() -> None:
    assert split_names(" first aid, Welding;\n  first  AID\nءاسعاف، لغة") == ["first aid", "Welding", "ءاسعاف", "لغة"]


@given(st.text())
def test_names_are_trimmed_never_empty_and_never_twice(text: str) -> None:
    names = split_names(text)

    assert all(name and name == " ".join(name.split()) for name in names)
    assert len({name.casefold() for name in names}) == len(names)
    assert split_names(", ".join(names)) == names
