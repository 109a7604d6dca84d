import os

import pytest

from faceapp.core.errors import Code, UserError
from faceapp.core.settings import Settings
from faceapp.services.settings import load_settings, save_settings


def test_settings_survive_a_round_trip(tmp_path):
    wanted = Settings(engine="мой набор", index_type="HNSW", index_parameters={"M": 24})
    save_settings(tmp_path / "settings.toml", wanted)
    assert load_settings(tmp_path / "settings.toml") == wanted
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


def test_new_settings_are_on_the_disk_before_they_replace_the_old(tmp_path, monkeypatch):
    path, synced = tmp_path / "settings.toml", []

    def note(descriptor):
        assert not path.exists()
        synced.append(os.fstat(descriptor).st_size)

    monkeypatch.setattr(os, "fsync", note)
    save_settings(path, Settings())
    assert synced == [path.stat().st_size]


def test_no_file_means_defaults(tmp_path):
    assert load_settings(tmp_path / "settings.toml") == Settings()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("device = 'gpu'", "device"),
        ("max_megapixels = '100'", "max_megapixels"),
        ("max_megapixels = 0", "max_megapixels"),
        ("csv_bom = 1", "csv_bom"),
        ("index_parameters = {M = 'x'}", "index_parameters"),
        ("device = ", ""),
        ('device = "\\q"', ""),
        ("device = " + "[" * 5000, ""),
        ("archive_gb = " + "9" * 5000, ""),
        ("archive_gb = 0x" + "f" * 5000, ""),
        ("hologram = 0x" + "f" * 5000, ""),
        ("a." * 9_999 + "a = 1", ""),
        ("# " + "x" * 20_000, ""),
    ],
)
def test_nonsense_is_refused_with_the_key(tmp_path, text, key):
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(UserError) as caught:
        load_settings(tmp_path / "settings.toml")
    assert caught.value.code is Code.SETTINGS_INVALID
    assert caught.value.details["key"] == key


def test_a_key_of_a_newer_version_is_ignored_and_kept(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text("hologram = true\nengine = 'a'")
    assert load_settings(path).engine == "a"
    save_settings(path, Settings(engine="b"))
    assert (load_settings(path).engine, "hologram = true" in path.read_text()) == ("b", True)


def test_a_place_that_is_no_folder_is_told(tmp_path):
    (tmp_path / "file").touch()
    for attempt in (load_settings, lambda path: save_settings(path, Settings())):
        with pytest.raises(UserError) as caught:
            attempt(tmp_path / "file" / "settings.toml")
        assert caught.value.code is Code.DATA_FOLDER_UNWRITABLE
