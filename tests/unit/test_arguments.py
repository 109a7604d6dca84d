import pytest

from faceapp.cli.arguments import arrange

COMMANDS = {"scan", "search"}


@pytest.mark.parametrize(
    "given",
    [
        ["--json", "--lang", "en", "--data", "d", "search", "x.jpg"],
        ["search", "x.jpg", "--json", "--lang=en", "--data", "d"],
        ["search", "--json", "x.jpg", "--data=d", "--lang", "en"],
    ],
)
def test_global_options_may_stand_anywhere(given):
    arranged = arrange(given, COMMANDS)
    assert arranged.command == ["search", "x.jpg"]
    assert (arranged.wants_json, arranged.language, arranged.data) == (True, "en", "d")


def test_a_bare_path_means_scan(tmp_path):
    assert arrange([str(tmp_path), "--json"], COMMANDS).command == ["scan", str(tmp_path)]


def test_what_lies_in_a_folder_is_a_path_even_if_it_is_not_there():
    assert arrange(["no/such"], COMMANDS).command == ["scan", "no/such"]


def test_a_word_too_long_for_a_name_is_no_path():
    assert arrange(["x" * 5000], COMMANDS).command == ["x" * 5000]


def test_an_unknown_word_stays_an_unknown_command():
    assert arrange(["scna", "x"], COMMANDS).command == ["scna", "x"]


def test_after_two_dashes_nothing_is_an_option():
    arranged = arrange(["scan", "--", "--json"], COMMANDS)
    assert arranged.command == ["scan", "--", "--json"]
    assert not arranged.wants_json
