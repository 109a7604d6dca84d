"""Names of people, and files that are called by them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceapp.core.names import MOST_LETTERS, clean_name, file_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("  Анна \t\n Ли ", "Анна Ли"),
        ("a\x00b\u202ec", "a b c"),
        ("Й".encode().decode() + "и\u0306", "Йй"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800", ""),
        ("x" * 300, "x" * MOST_LETTERS),
    ],
)
def test_a_name_holds_nothing_that_cannot_be_seen(given_name: str, kept: str):
    assert clean_name(given_name) == kept


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Анна", "Анна"),
        ("a/b\\c:d", "a_b_c_d"),
        ("..", "_"),
        (".hidden", "hidden"),
        ("", "_"),
        ("Anna. ", "Anna"),
        ("con", "_con"),
        ("LPT1.jpg", "_LPT1.jpg"),
        ("conny", "conny"),
        ("Ж" * 100, "Ж" * 60),
    ],
)
def test_a_file_may_be_called_so_on_every_system(name: str, file: str):
    assert file_name(name) == file


@given(st.text(max_size=300))
def test_no_name_leads_elsewhere(name: str):
    file = file_name(name)
    assert file
    assert not set(file) & set('<>:"/\\|?*\0')
    assert file == file.strip(" .")
    assert len(file.encode()) <= 121
    assert clean_name(clean_name(name)) == clean_name(name)
