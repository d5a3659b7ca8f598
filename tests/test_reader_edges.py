"""The edges of names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crosswire.reader.names_edges import mended

PERSON, BODY, PLACE = 0, 1, 2


def edges(text: str, *spans: tuple[int, int, int]) -> list[str]:
    """The names of a text whose words are parted by spaces; " - " is written without its spaces."""
    words = text.split()
    offsets, at = [], 0
    for word in words:
        if word == "-":
            at -= 1
        offsets.append((at, at + len(word)))
        at += len(word) + (word != "-")
    return [" ".join(words[first : last + 1]) for first, last, _ in mended(spans, words, offsets)]


def test_a_joint_takes_the_name_behind_it() -> None:
    """Two halves of a body around "of the" are one name; at the end of all a joint falls away."""
    text = "Office of the Harbour Commission and"
    assert edges(text, (0, 2, BODY), (3, 4, BODY)) == ["Office of the Harbour Commission"]
    assert edges(text, (3, 5, BODY)) == ["Harbour Commission"]


def test_a_person_goes_on_behind_a_hyphen() -> None:
    """The second half of a given name belongs to it, an adjective's half does not."""
    assert edges("Min Ok - hee spoke", (0, 1, PERSON)) == ["Min Ok - hee"]
    assert edges("the Dorn - led party", (1, 1, PERSON)) == ["Dorn"]
    assert edges("Min Ok -", (0, 2, PERSON)) == ["Min Ok"]


@given(
    st.lists(st.sampled_from(["of", "-", "Osk", "and", "led", ","]), min_size=1, max_size=12),
    st.data(),
)
def test_names_stay_apart(words: list[str], data: st.DataObject) -> None:
    """Whatever the words, the mended names are in order and do not overlap."""
    spans, at = [], 0
    while at < len(words):
        last = data.draw(st.integers(at, len(words) - 1))
        spans.append((at, last, data.draw(st.integers(0, 4))))
        at = last + 1 + data.draw(st.integers(0, 2))
    offsets = [(number, number + 1) for number in range(len(words))]
    before = -1
    for first, last, _ in mended(spans, words, offsets):
        assert before < first <= last < len(words)
        before = last


def test_a_firm_takes_its_legal_form() -> None:
    """With a comma or without; where the line ends nothing is taken."""
    text = "Osk Harbour , Inc. sold"
    assert edges(text, (0, 1, BODY)) == ["Osk Harbour , Inc."]
    assert edges("Osk Harbour ,", (0, 1, BODY)) == ["Osk Harbour"]


def test_a_town_and_its_state_are_two_places() -> None:
    """Without a comma too; a lake named after a state is one."""
    assert edges("in Osk Falls Nevada", (1, 3, PLACE)) == ["Osk Falls", "Nevada"]
    assert edges("on Lake Michigan", (1, 2, PLACE)) == ["Lake Michigan"]


def test_a_last_half_that_looks_like_a_joint_stays() -> None:
    """ "Jae-in" ends in no preposition."""
    assert edges("Dorn Jae - in spoke", (0, 2, PERSON)) == ["Dorn Jae - in"]


def test_an_address_is_no_name() -> None:
    """Of mail or of the web."""
    assert edges("write to osk@dorn.example now", (2, 2, BODY)) == []


def test_a_name_turned_round_in_quotation_marks_is_one() -> None:
    """As the head of a mail has it; two people in a list stay two."""
    assert edges('" Marok , Ilse " wrote', (1, 1, PERSON), (3, 3, PERSON)) == ["Marok , Ilse"]
    assert edges("Marok , Ilse wrote", (0, 0, PERSON), (2, 2, PERSON)) == ["Marok", "Ilse"]
