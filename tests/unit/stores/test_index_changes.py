"""What indexes are told, and what is forgotten once all of them know."""

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


def test_changes_are_kept_until_every_index_of_the_engine_knows_them(library: Library):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    mark(library, "memory", 0)
    mark(library, "milvus", 1)
    assert pending(library, "memory") == ([1], [], 1)

    mark(library, "memory", 1)
    with library.database.read() as unit:
        assert unit.index_changes.last_seq(library.engine) == 1
        left = unit.session.connection().exec_driver_sql("SELECT count(*) FROM index_change")
        assert left.scalar() == 0


def test_engines_have_changes_of_their_own(library: Library):
    other = library.add_engine("other")
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    library.record(analysed("/photos/a.jpg", "A", face("anna")), engine=other)
    mark(library, "milvus", 1)

    with library.database.read() as unit:
        assert unit.index_changes.pending(other, "milvus", 10).upserts.tolist() == [1]
        assert unit.index_changes.last_seq(other) == 2
