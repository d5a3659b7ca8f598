"""From bytes to text, whatever the bytes are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.text.decode import decode, repair_mojibake


def kinds(body: bytes, charset: str | None = None) -> list[str]:
    return [doubt.kind for doubt in decode(body, charset).doubts]


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "latin-1", "shift_jis", "no such"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_text_without_control_characters(body: bytes, charset: str | None) -> None:
    """No bytes raise, and what comes out has no NUL, escape or lone surrogate in it."""
    text = decode(body, charset).text
    assert not any(char < " " and char not in "\t\n\x0c" for char in text)
    assert not any("\ud800" <= char <= "\udfff" for char in text)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
@settings(max_examples=100, deadline=None)
def test_utf8_comes_back_as_it_was(text: str) -> None:
    """Valid UTF-8 is read as UTF-8, whatever is declared, unless it looks read wrongly before."""
    if repair_mojibake(text)[1] or not text.strip() or "\ufeff" in text:
        return
    if text.startswith(("%PDF-", "GIF8", "RIFF", "PK\x03")):
        return
    assert decode(text.encode(), "latin-1").text == text.replace("\uffff", "").replace("\ufffe", "")


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_marks_and_wide_encodings_are_recognised(name: str) -> None:
    """A byte order mark decides, and UTF-16 without one shows by its NULs."""
    assert decode("The harbour café reopened.".encode(name)).text == "The harbour café reopened."


def test_declared_charset_is_used_where_it_is_not_utf8() -> None:
    """The container's charset outranks detection; the page's own <meta> comes next."""
    assert decode("Žďár".encode("cp1250"), "windows-1250").text == "Žďár"
    page = '<html><meta charset="windows-1250"><p>Žďár</p>'.encode("cp1250")
    assert "Žďár" in decode(page).text


def test_latin1_is_read_as_windows_1252() -> None:
    """Quotes that only Windows-1252 has come out right from pages that say Latin-1."""
    assert decode("“So”".encode("cp1252"), "iso-8859-1").text == "“So”"


def test_a_long_page_with_stray_bytes_is_still_utf8() -> None:
    """Stray bytes are weighed against the whole page, not against its beginning."""
    body = ("The café reopened. " * 500).encode() + b"caf\xe9 "
    found = decode(body * 40)
    assert found.charset == "utf-8"
    assert found.text.count("café") == 501 * 40


def test_wrong_declaration_is_noted() -> None:
    """UTF-8 that is declared as something else is read right, and said."""
    assert kinds("Müller".encode(), "latin-1") == ["charset-wrong"]


def test_mixed_encodings_are_read_as_both_and_doubted() -> None:
    """A stray Windows byte in a UTF-8 page costs neither the page nor the letter."""
    body = "Ödön visited the harbour. ".encode() * 20 + b"caf\xe9 closed"
    assert decode(body).text.endswith("café closed")
    assert kinds(body) == ["mixed-encodings"]


def test_mojibake_is_repaired_and_noted() -> None:
    """UTF-8 that was read as Windows-1252 before it was saved is set right."""
    wrong = "“It’s über” – Ödön’s café".encode().decode("cp1252", "replace")
    broken = "It’s Ödön’s café – so".encode().decode("cp1252")
    assert decode(broken.encode()).text == "It’s Ödön’s café – so"
    assert kinds(broken.encode()) == ["mojibake"]
    assert decode(wrong.encode()).text


def test_a_text_about_encodings_is_left_alone() -> None:
    """One or two odd pairs may be meant."""
    assert repair_mojibake("The letter ü came out as Ã¼.") == ("The letter ü came out as Ã¼.", 0)


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7\n1 0 obj",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        bytes(range(32)) * 40,
        b"  \n",
    ],
)
def test_what_is_no_text_is_skipped_with_a_word(body: bytes) -> None:
    """Images, PDF files, binary data and empty pages give no text and one doubt that says skipped."""
    decoded = decode(body)
    assert decoded.text == ""
    assert [doubt.severity for doubt in decoded.doubts] == ["skipped"]
