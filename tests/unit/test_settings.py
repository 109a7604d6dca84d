import pytest

from faceapp.core.errors import Code, UserError
from faceapp.core.settings import Settings
from faceapp.services.settings import load_settings, save_settings


def test_settings_survive_a_round_trip(tmp_path):
    wanted = Settings(engine="мой набор", index_type="HNSW", index_parameters={"M": 24})
    save_settings(tmp_path / "settings.toml", wanted)
    assert load_settings(tmp_path / "settings.toml") == wanted
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


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
    ],
)
def test_nonsense_is_refused_with_the_key(tmp_path, text, key):
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(UserError) as caught:
        load_settings(tmp_path / "settings.toml")
    assert caught.value.code is Code.SETTINGS_INVALID
    assert caught.value.details["key"] == key


def test_a_key_of_a_newer_version_is_ignored(tmp_path):
    (tmp_path / "settings.toml").write_text("hologram = true\nengine = 'a'")
    assert load_settings(tmp_path / "settings.toml").engine == "a"
