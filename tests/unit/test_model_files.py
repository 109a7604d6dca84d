import hashlib
import os
import signal
import stat
from pathlib import Path

import pytest

from faceapp.core.errors import Code, FaceAppError, UserError
from faceapp.ml.engines import import_engine
from faceapp.ml.model_files import (
    PackProblem,
    find_pack,
    import_pack,
    list_packs,
    pack_folders,
    read_pack,
    verify_pack,
)
from tests.fakes import graphs


def refusal(action) -> tuple[Code, object]:
    with pytest.raises(UserError) as caught:
        action()
    return caught.value.code, caught.value.details.get("reason")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return graphs.write_pack(
        tmp_path / "small",
        det=graphs.detector(),
        w600k=graphs.embedder(),
        genderage=graphs.constant_graph(("N", 3, 96, 96), [("N", 3)]),
        d106=graphs.constant_graph(("N", 3, 192, 192), [("N", 212)]),
    )


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "store" / "models"


def test_the_two_models_that_matter_are_found_among_five(pack: Path):
    found = find_pack(pack)
    names = (found.detector.path.name, found.embedder.path.name, found.dimension)
    assert names == ("det.onnx", "w600k.onnx", 128)


def test_a_pack_one_folder_deeper_is_found(pack: Path, tmp_path: Path):
    outer = tmp_path / "outer"
    outer.mkdir()
    pack.rename(outer / "antelopev2")
    assert find_pack(outer).detector.path == outer / "antelopev2" / "det.onnx"


@pytest.mark.parametrize(
    ("models_of_folder", "reason"),
    [
        ({}, "no_detector"),
        ({"b": graphs.embedder()}, "no_detector"),
        ({"a": graphs.detector()}, "no_embedder"),
        ({"a": graphs.detector(), "b": graphs.detector()}, "several_detectors"),
        (
            {"a": graphs.detector(), "b": graphs.embedder(), "c": graphs.embedder(512)},
            "several_embedders",
        ),
        (
            {"a": graphs.detector(), "b": graphs.with_external_weights(graphs.embedder())},
            "external_data",
        ),
    ],
)
def test_a_folder_that_is_no_pack_is_refused_with_the_reason(
    models_of_folder, reason: str, tmp_path: Path, models: Path
):
    folder = graphs.write_pack(tmp_path / "odd", **models_of_folder)
    answer = refusal(lambda: import_pack(folder, models))
    assert answer == (Code.MODEL_FOLDER_INVALID, reason)
    assert not models.exists()


def test_a_missing_folder_is_named(tmp_path: Path):
    assert refusal(lambda: find_pack(tmp_path / "nowhere"))[0] == Code.PATH_NOT_FOUND


def test_a_path_that_is_too_long_is_missing(models: Path):
    for action in (find_pack, lambda path: import_engine(models, path, None)):
        with pytest.raises(UserError) as caught:
            action(Path("x" * 5000))
        assert caught.value.code is Code.PATH_NOT_FOUND


def test_other_detectors_are_not_mistaken_for_scrfd(assets: Path, tmp_path: Path):
    folder = graphs.write_pack(tmp_path / "yunet", b=graphs.embedder())
    weights = assets / "models" / "face_detection_yunet_2023mar.onnx"
    (folder / "a.onnx").write_bytes(weights.read_bytes())
    assert refusal(lambda: find_pack(folder))[1] == "no_detector"


def test_import_copies_two_files_privately_and_records_their_hashes(pack: Path, models: Path):
    imported = import_pack(pack, models)
    assert {path.name for path in (models / "small").iterdir()} == {
        "det.onnx",
        "w600k.onnx",
        "pack.toml",
    }
    copy = models / "small" / "det.onnx"
    assert imported.detector.path == copy
    assert imported.detector.sha256 == hashlib.sha256(copy.read_bytes()).hexdigest()
    assert imported.detector.size == copy.stat().st_size
    assert imported.dimension == 128
    assert verify_pack(models / "small") == []
    assert list_packs(models) == [imported]
    assert find_pack(models / "small").has_same_files(imported)


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_the_store_belongs_to_this_user_alone(pack: Path, models: Path):
    import_pack(pack, models)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in models.rglob("*")}
    assert modes.pop(models / "small") == stat.S_IMODE(models.stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}


def test_importing_again_changes_nothing(pack: Path, models: Path):
    first = import_pack(pack, models)
    before = (models / "small" / "pack.toml").stat().st_mtime_ns
    assert import_pack(pack, models) == first
    assert (models / "small" / "pack.toml").stat().st_mtime_ns == before


def test_a_taken_name_is_refused_and_another_one_works(pack: Path, models: Path, tmp_path: Path):
    import_pack(pack, models)
    other = graphs.write_pack(
        tmp_path / "elsewhere" / "small", a=graphs.detector(), b=graphs.embedder(512)
    )
    assert refusal(lambda: import_pack(other, models))[0] == Code.MODEL_NAME_TAKEN
    import_pack(other, models, "large")
    assert [pack.dimension for pack in list_packs(models)] == [512, 128]


@pytest.mark.parametrize("name", ["..", ".hidden", "a/b", "a\\b", "two words", "x" * 65, "имя"])
def test_names_that_are_not_simple_are_refused(name: str, pack: Path, models: Path):
    answer = refusal(lambda: import_pack(pack, models, name))
    assert answer == (Code.MODEL_FOLDER_INVALID, "name_not_simple")


def test_the_embedded_engines_name_is_taken(pack: Path, models: Path):
    assert refusal(lambda: import_pack(pack, models, "Builtin"))[0] == Code.MODEL_NAME_TAKEN


def test_damage_is_noticed_and_mended_by_importing_again(pack: Path, models: Path):
    import_pack(pack, models)
    damaged = models / "small" / "det.onnx"
    content = bytearray(damaged.read_bytes())
    content[-1] ^= 1
    damaged.write_bytes(content)
    (models / "small" / "w600k.onnx").unlink()
    assert verify_pack(models / "small") == [
        PackProblem("det.onnx", "changed"),
        PackProblem("w600k.onnx", "missing"),
    ]
    import_pack(pack, models)
    assert verify_pack(models / "small") == []
    assert list(models.iterdir()) == [models / "small"]


def test_a_changed_file_is_not_read(pack: Path, models: Path):
    imported = import_pack(pack, models)
    imported.detector.path.write_bytes(graphs.detector(0.5).SerializeToString())
    assert refusal(read_pack(models / "small").detector.read)[1] == "changed"


def test_a_folder_with_several_detectors_is_not_guessed_at(assets: Path):
    assert refusal(lambda: find_pack(assets / "models"))[1] == "several_detectors"


@pytest.mark.parametrize(
    ("old", "new"),
    [('file = "det.onnx"', 'file = "../det.onnx"'), ("dimension", "size"), ("[detector]", "[")],
)
def test_a_damaged_record_is_reported_and_left_out(old: str, new: str, pack: Path, models: Path):
    import_pack(pack, models)
    record = models / "small" / "pack.toml"
    record.write_text(record.read_text().replace(old, new))
    assert verify_pack(models / "small") == [PackProblem("pack.toml", "record_damaged")]
    assert list_packs(models) == []
    assert pack_folders(models) == [models / "small"]
    assert refusal(lambda: import_pack(pack, models))[0] == Code.MODEL_NAME_TAKEN


def test_an_import_that_cannot_be_written_leaves_nothing(pack: Path, models: Path):
    resource = pytest.importorskip("resource", reason="POSIX resource limits")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        with pytest.raises(FaceAppError):
            import_pack(pack, models)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert list(models.iterdir()) == []
