"""What reaches a terminal obeys nobody."""

import io
import json
import sys

import pytest

from faceapp.cli.session import printable, write_json

WICKED = "a\x1b[2J\x7f\x9b2J\n\u202egnp.exe\u2066\u2028\udc80 я👩"


def test_lines_hold_no_control_characters_and_do_not_turn_around():
    assert printable(WICKED) == (
        "a\\x1b[2J\\x7f\\x9b2J\\x0a\\u202egnp.exe\\u2066\\u2028\\udc80 я👩"
    )


def test_json_holds_none_either_and_reads_back_exactly(monkeypatch: pytest.MonkeyPatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "utf-8"))
    write_json({WICKED: WICKED})
    said = raw.getvalue()
    assert json.loads(said) == {WICKED: WICKED}
    assert not [letter for letter in said.decode()[:-1] if not letter.isprintable()]
