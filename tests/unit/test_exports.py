import csv
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceapp.core.errors import Code, UserError
from faceapp.core.export import COLUMNS, FaceRow
from faceapp.outputs.csv_export import escape, export_csv, unescape
from faceapp.outputs.json_export import export_json

ROW = FaceRow(
    7, 3, "local", "Архив", "", "/фото/=1+1.jpg",
    -1.5, 2.0, 30.0, 40.0, 0.99, 0.8, "=Анна", None, None,
    "2026-01-02T03:04:05+00:00", "builtin",
)  # fmt: skip


def test_csv_cells_come_back_exactly_after_taking_one_apostrophe_away(tmp_path):
    rows = [ROW, replace(ROW, person="'quoted'", path='a "b", c\nd.jpg', similarity=85.0)]
    assert export_csv(tmp_path / "faces.csv", rows) == 2
    with (tmp_path / "faces.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert tuple(read[0]) == COLUMNS
    assert [unescape(line["person"]) for line in read] == ["=Анна", "'quoted'"]
    assert [unescape(line["path"]) for line in read] == ["/фото/=1+1.jpg", 'a "b", c\nd.jpg']
    assert read[0]["similarity"] == ""
    assert float(read[0]["x"]) == -1.5  # numbers are never escaped


@pytest.mark.parametrize("name", ["a\rb.jpg", "a\nb.jpg", "a\r\nb.jpg", ' "', "a;b,c"])
def test_no_file_name_breaks_a_line(tmp_path, name):
    export_csv(tmp_path / "faces.csv", [replace(ROW, path=name)])
    with (tmp_path / "faces.csv").open(encoding="utf-8", newline="") as file:
        (line,) = csv.DictReader(file)
    assert (line["path"], line["engine"]) == (name, "builtin")


def test_no_text_cell_starts_like_a_formula(tmp_path):
    export_csv(tmp_path / "faces.csv", [ROW])
    assert "'=Анна" in (tmp_path / "faces.csv").read_text(encoding="utf-8")


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"])))
def test_escaping_is_reversible_and_disarms(cell):
    written = str(escape(cell))
    assert unescape(written) == cell
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


@given(st.text(alphabet=st.sampled_from("\\ud8c0'=a\udc80\ud800\U000f0880/")))
def test_names_that_are_no_text_come_back_from_what_is_written(cell):
    written = str(escape(cell))
    assert written.isascii() or "\U000f0880" in cell
    assert unescape(written) == cell


def test_a_windows_path_is_left_as_it_is():
    assert escape("C:\\Users\\ud\\\\nas.jpg") == "C:\\Users\\ud\\\\nas.jpg"


def test_a_byte_order_mark_on_request_only(tmp_path):
    export_csv(tmp_path / "with.csv", [ROW], bom=True)
    export_csv(tmp_path / "without.csv", [ROW])
    assert (tmp_path / "with.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "without.csv").read_bytes().startswith(b"face_id")


def test_json_reads_back_exactly_even_a_name_that_is_no_text(tmp_path):
    rows = [ROW, replace(ROW, path="/bad\udcff.jpg")]
    assert export_json(tmp_path / "faces.json", rows) == 2
    read = json.loads((tmp_path / "faces.json").read_text(encoding="utf-8"))
    assert read["total"] == 2
    back = [FaceRow(**face | {"places": tuple(face["places"])}) for face in read["faces"]]
    assert back == rows


def test_all_places_of_a_photo_are_told(tmp_path):
    places = ("/фото/a.jpg", "https://vk.com/photo-1_2")
    row = replace(ROW, places=places)
    export_json(tmp_path / "faces.json", [row])
    export_csv(tmp_path / "faces.csv", [row])
    read = json.loads((tmp_path / "faces.json").read_text(encoding="utf-8"))
    assert read["faces"][0]["places"] == list(places)
    with (tmp_path / "faces.csv").open(encoding="utf-8", newline="") as file:
        (line,) = csv.DictReader(file)
    assert line["places"].split("\n") == list(places)


def test_an_empty_export_is_valid_json(tmp_path):
    assert export_json(tmp_path / "faces.json", []) == 0
    assert json.loads((tmp_path / "faces.json").read_text()) == {"faces": [], "total": 0}


def test_a_failed_export_leaves_the_old_file_and_no_litter(tmp_path):
    target = tmp_path / "faces.csv"
    target.write_text("old")

    def broken():
        yield ROW
        raise RuntimeError

    with pytest.raises(RuntimeError):
        export_csv(target, broken())
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_unwritable_place_is_told(tmp_path):
    with pytest.raises(UserError) as caught:
        export_csv(tmp_path / "no" / "faces.csv", [ROW])
    assert caught.value.code is Code.EXPORT_UNWRITABLE
