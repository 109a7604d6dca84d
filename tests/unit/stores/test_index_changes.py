"""What indexes are told, and what is forgotten once all of them know."""

import pytest

from faceapp.stores import index_changes

from .library import Library, analysed, face


def pending(library: Library, name: str = "milvus", limit: int = 100) -> tuple[list, list, int]:
    with library.database.read() as unit:
        changes = unit.index_changes.pending(library.engine, name, limit)
    return changes.upserts.tolist(), changes.deletes.tolist(), changes.last_seq


def mark(library: Library, name: str, seq: int) -> None:
    with library.database.write() as unit:
        unit.index_changes.mark(library.engine, name, seq)


def test_changes_come_in_steps_and_once(library: Library):
    library.record(analysed("/photos/a.jpg", "A", *(face(f"{n}", 200 * n) for n in range(3))))

    first = pending(library, limit=2)
    assert first == ([1, 2], [], 2)
    mark(library, "milvus", first[2])
    assert pending(library) == ([3], [], 3)
    mark(library, "milvus", 3)
    assert pending(library) == ([], [], 0)


def test_only_the_last_word_about_a_face_counts(library: Library):
    library.record(analysed("/photos/a.jpg", "A", face("anna"), face("bob", 300)))
    library.record(analysed("/photos/a.jpg", "A", face("bob", 300)))

    assert pending(library)[:2] == ([2], [1])


def test_new_vector_of_a_known_face_is_a_change_and_an_equal_one_is_not(library: Library):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    mark(library, "milvus", pending(library)[2])

    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    assert pending(library) == ([], [], 0)
    library.record(analysed("/photos/a.jpg", "A", face("anna, better seen")))
    assert pending(library)[:2] == ([1], [])


def count(library: Library) -> int:
    with library.database.read() as unit:
        rows = unit.session.connection().exec_driver_sql("SELECT count(*) FROM index_change")
        return rows.scalar() or 0


@pytest.mark.parametrize("kept", [0, 2, 100])
def test_changes_are_kept_until_every_index_knows_them_and_some_longer(
    library: Library, monkeypatch: pytest.MonkeyPatch, kept: int
):
    monkeypatch.setattr(index_changes, "KEPT_CHANGES", kept)
    library.record(analysed("/photos/a.jpg", "A", *(face(f"{n}", 200 * n) for n in range(5))))
    mark(library, "memory", 0)
    mark(library, "milvus", 5)
    assert count(library) == 5
    assert pending(library, "memory") == ([1, 2, 3, 4, 5], [], 5)

    mark(library, "memory", 5)
    assert count(library) == min(kept, 5)
    with library.database.read() as unit:
        changes = unit.index_changes
        assert changes.last_seq(library.engine) == changes.newest() == 5
        gone = [seq for seq in range(6) if changes.is_forgotten(library.engine, seq)]
    assert gone == list(range(max(0, 5 - kept)))


def test_the_newest_number_grows_with_every_change_and_only_then(library: Library):
    def newest() -> int:
        with library.database.read() as unit:
            return unit.index_changes.newest()

    assert newest() == 0
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    assert newest() == 1
    library.record(analysed("/photos/a.jpg", "A"))
    assert newest() == 2
    with pytest.raises(ZeroDivisionError), library.database.write() as unit:
        unit.session.connection().exec_driver_sql("DELETE FROM index_change")
        assert 1 / 0
    assert newest() == 2


def test_engines_have_changes_of_their_own(library: Library):
    other = library.add_engine("other")
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    library.record(analysed("/photos/a.jpg", "A", face("anna")), engine=other)
    mark(library, "milvus", 1)

    with library.database.read() as unit:
        assert unit.index_changes.pending(other, "milvus", 10).upserts.tolist() == [1]
        assert unit.index_changes.last_seq(other) == 2
