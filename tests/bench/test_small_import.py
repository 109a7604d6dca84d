"""The small forms of `start` and `import` run and have figures to show; no time is asserted."""

import sys

import pytest

from tests.bench import import_photos, start
from tests.bench.contestants import Way
from tests.bench.figures import as_table

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="measures processes as Linux does")


def test_start_has_a_figure_for_each_limit():
    figures = start.measure(small=True)
    assert [figure.name for figure in figures] == ["--version", "scan of 2,000 known files"]
    assert all(figure.value > 0 and figure.target for figure in figures)


def test_import_has_figures_beside_the_bound_and_the_peers():
    figures = import_photos.measure(small=True)
    names = " ".join(figure.name for figure in figures)
    for part in ("share of the bound", "gain over face_recognition", "peak memory"):
        assert part in names
    assert ("gain over insightface" in names) is import_photos.has_pack()
    assert all(figure.value > 0 for figure in figures)
    assert len(as_table(figures).splitlines()) == 2 + len(figures)


def test_a_scan_and_the_bound_find_the_same_faces(tmp_path):
    """The bound is one only if it does the same work."""
    import_photos.copy_photos(import_photos.find_photos(), tmp_path / "photos", 3)
    scan, alone = (Way(name, tmp_path / "photos").go() for name in ("scan", "alone"))
    assert (scan.photos, scan.faces) == (alone.photos, alone.faces)
