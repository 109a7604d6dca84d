"""Models out of archives: published ones by hash alone, a person's own with every caution."""

import hashlib
import os
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from faceapp.core.catalogue import CatalogueFile
from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import Cancelled, CancelToken
from faceapp.ml import model_archive
from faceapp.ml.model_archive import LIMITS, take_published
from faceapp.ml.model_files import list_packs
from faceapp.ml.store import import_path
from tests.fakes import graphs

DETECTOR = graphs.detector().SerializeToString()
EMBEDDER = graphs.embedder(512).SerializeToString()
AGE = graphs.constant_graph(("N", 3, 96, 96), [("N", 3)]).SerializeToString()


def archive_of(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def published(name: str, content: bytes, *, is_size_known: bool = True) -> CatalogueFile:
    size = len(content) if is_size_known else None
    return CatalogueFile(name, hashlib.sha256(content).hexdigest(), size, ())


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def take(archive: Path, folder: Path, *files: CatalogueFile) -> tuple[bool, dict[str, bytes]]:
    folder.mkdir(exist_ok=True)
    is_whole = take_published(archive, files, folder, CancelToken())
    return is_whole, {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("is_size_known", [True, False])
def test_only_published_bytes_leave_an_archive_whatever_they_are_called(
    is_size_known: bool, tmp_path: Path
):
    path = archive_of(
        tmp_path / "a.zip",
        ("antelopev2/", b""),
        ("antelopev2/det.onnx", DETECTOR[::-1]),  # the right name and size, other bytes
        ("antelopev2/deeper/anything at all", DETECTOR),
        ("antelopev2/genderage.onnx", AGE),
        ("rec.onnx", EMBEDDER),
        ("setup.py", b"import os"),
    )
    files = (
        published("det.onnx", DETECTOR, is_size_known=is_size_known),
        published("rec.onnx", EMBEDDER, is_size_known=is_size_known),
    )
    expected = {"det.onnx": DETECTOR, "rec.onnx": EMBEDDER}
    assert take(path, tmp_path / "out", *files) == (True, expected)


def test_an_archive_that_lacks_a_file_says_so_and_gives_the_others(tmp_path: Path):
    path = archive_of(tmp_path / "a.zip", ("x", DETECTOR), ("y", AGE))
    files = (published("det.onnx", DETECTOR), published("rec.onnx", EMBEDDER))
    assert take(path, tmp_path / "out", *files) == (False, {"det.onnx": DETECTOR})


@pytest.mark.parametrize(
    "name", ["../det.onnx", "/tmp/det.onnx", "C:\\det.onnx", "a/../../det.onnx", link("det.onnx")]
)
def test_links_and_names_that_lead_out_are_passed_over(name, tmp_path: Path):
    path = archive_of(tmp_path / "a.zip", (name, DETECTOR))
    assert take(path, tmp_path / "out", published("det.onnx", DETECTOR)) == (False, {})
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.zip", "out"]


def edited(path: Path, old: bytes, new: bytes) -> Path:
    """Change a number in the central directory."""
    data = path.read_bytes()
    directory = data.rindex(b"PK\x01\x02")
    assert old in data[directory:]
    path.write_bytes(data[:directory] + data[directory:].replace(old, new, 1))
    return path


def test_lies_about_size_and_encryption_are_passed_over(tmp_path: Path):
    size = len(DETECTOR).to_bytes(4, "little")
    file = published("det.onnx", DETECTOR, is_size_known=False)
    for lie in (10, len(DETECTOR) + 10):
        path = archive_of(tmp_path / "a.zip", ("det.onnx", DETECTOR))
        edited(path, size, lie.to_bytes(4, "little"))
        assert take(path, tmp_path / "out", file) == (False, {})
    # version made by, version needed, flags
    path = archive_of(tmp_path / "a.zip", ("det.onnx", DETECTOR))
    edited(path, b"\x14\x03\x14\x00\x00\x00", b"\x14\x03\x14\x00\x01\x00")
    assert take(path, tmp_path / "out", file) == (False, {})


def test_bombs_and_crowded_or_broken_archives_give_nothing(tmp_path: Path):
    file = published("det.onnx", DETECTOR, is_size_known=False)
    bomb = archive_of(tmp_path / "bomb.zip", ("bomb", bytes(101_000_000)), ("det.onnx", DETECTOR))
    assert take(bomb, tmp_path / "out", file) == (True, {"det.onnx": DETECTOR})
    (tmp_path / "out/det.onnx").unlink()
    crowd = archive_of(tmp_path / "crowd.zip", *((f"{n}", b"") for n in range(1001)))
    with zipfile.ZipFile(crowd, "a") as archive:
        archive.writestr("det.onnx", DETECTOR)
    assert take(crowd, tmp_path / "out", file) == (False, {})
    for content in (b"", b"PK\x03\x04", b"<html>", crowd.read_bytes()[:-30]):
        crowd.write_bytes(content)
        assert take(crowd, tmp_path / "out", file) == (False, {})


def test_unpacking_stops_at_a_cancel(tmp_path: Path):
    path = archive_of(tmp_path / "a.zip", ("det.onnx", DETECTOR))
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        take_published(path, [published("det.onnx", DETECTOR)], tmp_path, token)


def refusal(path: Path, models: Path) -> tuple[Code, object]:
    with pytest.raises(UserError) as caught:
        import_path(models, path, None)
    assert caught.value.details["path"] == str(path)
    assert list(models.glob("*")) == []
    return caught.value.code, caught.value.details["reason"]


def test_a_pack_of_ones_own_is_imported_from_a_zip(tmp_path: Path):
    path = archive_of(
        tmp_path / "buffalo l.zip",
        ("buffalo_l/det_10g.onnx", DETECTOR),
        ("buffalo_l/w600k_r50.onnx", EMBEDDER),
        ("buffalo_l/genderage.onnx", AGE),
        ("buffalo_l/README", b"no model"),
        ("__MACOSX/buffalo_l/._det_10g.onnx", b"none either"),
    )
    models = tmp_path / "models"
    assert import_path(models, path, None).name == "buffalo_l"
    (pack,) = list_packs(models)
    assert pack.detector.read() == DETECTOR
    assert pack.embedder.read() == EMBEDDER
    assert import_path(models, path, "mine").name == "mine"
    assert sorted(entry.name for entry in models.iterdir()) == ["buffalo_l", "mine"]


def test_a_single_model_is_imported_from_a_zip(tmp_path: Path):
    path = archive_of(tmp_path / "a.zip", ("deep/down/det.onnx", DETECTOR))
    assert import_path(tmp_path / "models", path, None).name == "det+dlib"
    if os.name == "posix":
        file = tmp_path / "models/det/det.onnx"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ([("../det.onnx", DETECTOR)], "traversal"),
        ([("/det.onnx", DETECTOR)], "traversal"),
        ([(link("det.onnx"), b"/etc/passwd")], "link"),
        ([("a/det.onnx", DETECTOR), ("b/det.onnx", DETECTOR)], "duplicate"),
        ([("det.onnx", bytes(101_000_000))], "ratio"),
        ([("notes.txt", b"")], "no_models"),
        ([(f"{n}.onnx", b"") for n in range(1001)], "too_many_entries"),
    ],
)
def test_an_archive_of_ones_own_is_refused_with_the_reason(
    entries: list, reason: str, tmp_path: Path
):
    path = archive_of(tmp_path / "a.zip", *entries)
    assert refusal(path, tmp_path / "models") == (Code.ARCHIVE_REFUSED, reason)


def test_encrypted_broken_and_oversized_archives_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path, models = tmp_path / "a.zip", tmp_path / "models"
    edited(
        archive_of(path, ("det.onnx", DETECTOR)), b"\x14\x03\x14\x00\x00", b"\x14\x03\x14\x00\x01"
    )
    assert refusal(path, models) == (Code.ARCHIVE_REFUSED, "encrypted")
    size = len(DETECTOR).to_bytes(4, "little")
    edited(archive_of(path, ("det.onnx", DETECTOR)), size, b"\x0a\0\0\0")
    assert refusal(path, models) == (Code.ARCHIVE_REFUSED, "broken")
    path.write_bytes(b"no zip at all")
    assert refusal(path, models) == (Code.ARCHIVE_REFUSED, "broken")
    archive_of(path, ("det.onnx", DETECTOR))
    for limits in (replace(LIMITS, total_bytes=1000), replace(LIMITS, entry_bytes=1000)):
        monkeypatch.setattr(model_archive, "LIMITS", limits)
        assert refusal(path, models) == (Code.ARCHIVE_REFUSED, "too_many_bytes")


def test_what_is_inside_is_judged_as_anywhere_else(tmp_path: Path):
    outside = graphs.with_external_weights(graphs.embedder()).SerializeToString()
    for content, reason in ((outside, "external_data"), (AGE, "model_unknown")):
        path = archive_of(tmp_path / "a.zip", ("model.onnx", content))
        assert refusal(path, tmp_path / "models") == (Code.MODEL_FOLDER_INVALID, reason)
