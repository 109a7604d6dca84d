"""A library that stays open, as under a window, shows what is scanned into it meanwhile."""

import shutil
from pathlib import Path

import PIL.Image
import pytest

from faceapp.app import open_workspace
from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken
from faceapp.services.search import Request
from faceapp.services.workspace import Workspace

from .conftest import Program


@pytest.fixture
def album(assets: Path, tmp_path: Path) -> Path:
    """Two photos of one person and one of another."""
    photos, folder = assets / "data/photos/lfw10", tmp_path / "album"
    folder.mkdir()
    for number, photo in enumerate(sorted((photos / "Tony_Blair").iterdir())[:2]):
        shutil.copy(photo, folder / f"same {number}.jpg")
    shutil.copy(min((photos / "Hugo_Chavez").iterdir()), folder / "other.jpg")
    return folder


def found(workspace: Workspace, sample: Path) -> list[str]:
    probe = workspace.sample(sample).chosen.embedding
    answer = workspace.search.search(probe, Request(95))
    return [Path(match.face.path).name for match in answer.matches]


def test_a_library_that_stays_open_is_searched_as_it_is_now(program: Program, album: Path):
    first, second = sorted(album.glob("same*"))
    with PIL.Image.open(first) as picture:
        picture.crop((30, 20, *picture.size)).save(second)  # another picture of the same face
    kept = second.read_bytes()
    second.unlink()
    workspace = open_workspace(program.data)
    with pytest.raises(UserError) as caught:
        found(workspace, first)
    assert caught.value.code is Code.LIBRARY_EMPTY

    sources = workspace.open_sources([album])
    workspace.scan(sources, workspace.engine_card(), CancelToken(), lambda _: None)
    assert found(workspace, first) == [first.name]
    second.write_bytes(kept)
    workspace.scan(sources, workspace.engine_card(), CancelToken(), lambda _: None)
    assert sorted(found(workspace, first)) == [first.name, second.name]

    third = album / "third.jpg"
    third.write_bytes(kept + b" ")
    second.unlink()
    assert program("scan", album).code == 0  # another process
    assert sorted(found(workspace, first)) == [first.name, third.name]

    workspace.close()


def test_an_engine_that_another_process_scans_with_answers_when_it_has_seen_everything(
    program: Program, album: Path, pack: Path
):
    program("scan", album)
    program("models", "import", pack)
    workspace = open_workspace(program.data)
    sample = min(album.glob("same*"))
    assert sample.name in found(workspace, sample)
    assert workspace.answering.engine == "builtin"
    for photo in list(album.iterdir()):
        photo.with_stem(f"{photo.stem} again").write_bytes(photo.read_bytes() + b" ")
    program("models", "use", "testpack")
    assert program("scan", album).code == 0
    assert workspace.answering.engine == "testpack"
    assert sample.name in found(workspace, sample)
    workspace.close()
