import io
import stat
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.imaging.archive import ArchiveLimits, list_entries, read_entry
from tests.fuzz.archives import zip64

LIMITS = ArchiveLimits(entries=1000, total_bytes=10**9, entry_bytes=10**6)
CONTENT = bytes(range(256)) * 4


def archive_of(path, *entries, compression=zipfile.ZIP_DEFLATED):
    """A zip of (name or ZipInfo, content)."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def refusal(path, limits=LIMITS):
    with pytest.raises(UserError) as caught:
        list_entries(path, limits)
    assert caught.value.details.get("path") == str(path)
    return caught.value.code, caught.value.details.get("reason")


def read(path, entry, limits=LIMITS):
    with path.open("rb") as file:
        return read_entry(file, entry, limits)


def failure(path, entry, limits=LIMITS):
    with pytest.raises(ItemError) as caught:
        read(path, entry, limits)
    return caught.value


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_photos_are_read_in_order_and_all_else_is_passed_over(tmp_path, compression):
    path = archive_of(
        tmp_path / "a.zip",
        ("z.jpg", CONTENT),
        ("sub/", b""),
        ("sub/a.HEIC", CONTENT[:10]),
        ("notes.txt", b"no"),
        ("__MACOSX/z.jpg", b"no"),
        (".hidden/z.jpg", b"no"),
        ("sub/._a.jpg", b"no"),
        compression=compression,
    )
    entries = list_entries(path, LIMITS)
    assert [entry.name for entry in entries] == ["z.jpg", "sub/a.HEIC"]
    assert [read(path, entry) for entry in entries] == [CONTENT, CONTENT[:10]]


def link(name):
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def packed_by(method, name):
    info = zipfile.ZipInfo(name)
    info.compress_type = method
    return info


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("../evil.jpg", "traversal"),
        ("a/../../evil.jpg", "traversal"),
        ("/etc/evil.jpg", "traversal"),
        ("C:/evil.jpg", "traversal"),
        ("a\\..\\evil.jpg", "traversal"),
        (link("link.jpg"), "link"),
        (packed_by(zipfile.ZIP_BZIP2, "a.jpg"), "method"),
        (packed_by(zipfile.ZIP_LZMA, "a.jpg"), "method"),
    ],
    ids=str,
)
def test_suspicious_entries_are_listed_and_refused(tmp_path, entry, reason):
    path = archive_of(tmp_path / "a.zip", (entry, CONTENT), ("good.jpg", CONTENT))
    bad, good = list_entries(path, LIMITS)
    error = failure(path, bad)
    assert (error.code, error.details) == (Code.ARCHIVE_ENTRY_REFUSED, {"reason": reason})
    assert read(path, good) == CONTENT


def of_windows(name):
    info = zipfile.ZipInfo(name)
    info.create_system = 0
    return info


def test_folders_that_windows_divides_its_own_way_are_read(tmp_path):
    entries = (of_windows("Лето\\2020\\a.jpg"), CONTENT), (of_windows("a\\..\\b.jpg"), CONTENT)
    path = archive_of(tmp_path / "a.zip", *entries, (of_windows(".x\\c.jpg"), b"hidden"))
    good, bad = list_entries(path, LIMITS)
    assert (good.name, read(path, good)) == ("Лето/2020/a.jpg", CONTENT)
    assert failure(path, bad).details == {"reason": "traversal"}


def test_two_entries_of_one_name_are_both_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = archive_of(tmp_path / "a.zip", ("a.jpg", b"one"), ("a.jpg", b"two"))
    assert [failure(path, entry).details["reason"] for entry in list_entries(path, LIMITS)] == [
        "duplicate",
        "duplicate",
    ]


def patched(path, signature, offset, value):
    """Overwrite bytes of the first record that starts with `signature`."""
    data = bytearray(path.read_bytes())
    start = data.index(signature) + offset
    data[start : start + len(value)] = value
    path.write_bytes(data)
    return path


CENTRAL, FLAGS, PACKED_SIZE, SIZE = b"PK\x01\x02", 8, 20, 24


def test_encrypted_entries_are_refused(tmp_path):
    path = archive_of(tmp_path / "a.zip", ("a.jpg", CONTENT))
    patched(path, CENTRAL, FLAGS, b"\x01\0")
    (entry,) = list_entries(path, LIMITS)
    assert failure(path, entry).details == {"reason": "encrypted"}


def test_a_bomb_is_refused_but_a_plain_picture_is_not(tmp_path):
    path = archive_of(tmp_path / "a.zip", ("flat.bmp", bytes(3_000_000)), ("b.bmp", bytes(10)))
    limits = ArchiveLimits(entries=10, total_bytes=10**12, entry_bytes=10**10)
    assert len(read(path, list_entries(path, limits)[0], limits)) == 3_000_000
    patched(path, CENTRAL, SIZE, struct.pack("<I", 400_000_000))
    bomb = list_entries(path, limits)[0]
    assert failure(path, bomb, limits).details == {"reason": "ratio"}


@pytest.mark.parametrize("claimed", [len(CONTENT) - 1, len(CONTENT) + 1, 0])
def test_a_size_that_lies_is_found_out_without_unpacking_more(tmp_path, claimed):
    path = archive_of(tmp_path / "a.zip", ("a.jpg", CONTENT))
    patched(path, CENTRAL, SIZE, struct.pack("<I", claimed))
    (entry,) = list_entries(path, LIMITS)
    assert failure(path, entry).code is Code.CORRUPT


@pytest.mark.parametrize("place", [2**63, 2**64 - 1])
def test_an_entry_beyond_every_file_is_corrupt(tmp_path, place):
    path = tmp_path / "a.zip"
    path.write_bytes(zip64(len(CONTENT), len(CONTENT), place))
    (entry,) = list_entries(path, LIMITS)
    assert failure(path, entry).code is Code.CORRUPT


def test_damaged_content_is_corrupt(tmp_path):
    for compression in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        path = archive_of(tmp_path / "a.zip", ("a.jpg", CONTENT), compression=compression)
        patched(path, b"PK\x03\x04", 60, b"\x55\x55\x55")
        (entry,) = list_entries(path, LIMITS)
        assert failure(path, entry).code is Code.CORRUPT


def test_one_photo_over_the_limit_is_too_large(tmp_path):
    path = archive_of(tmp_path / "a.zip", ("a.jpg", bytes(2_500_000)))
    (entry,) = list_entries(path, LIMITS)
    error = failure(path, entry)
    assert error.code is Code.FILE_TOO_LARGE
    assert error.details == {"megabytes": 2, "limit_mb": 1}


def test_limits_of_the_whole_archive_hold(tmp_path):
    path = archive_of(tmp_path / "a.zip", *((f"{i}.jpg", CONTENT) for i in range(5)))
    assert refusal(path, ArchiveLimits(4, 10**9, 10**6)) == (
        Code.ARCHIVE_REFUSED,
        "too_many_entries",
    )
    assert refusal(path, ArchiveLimits(5, 4 * len(CONTENT), 10**6))[1] == "too_many_bytes"
    assert len(list_entries(path, ArchiveLimits(5, 5 * len(CONTENT), 10**6))) == 5


def test_a_huge_directory_is_refused_before_it_is_read(tmp_path):
    path = archive_of(tmp_path / "a.zip", *((f"{i:0300}.jpg", b"") for i in range(20)))
    assert refusal(path, ArchiveLimits(3, 10**9, 10**6))[1] == "too_many_entries"


def test_too_many_short_entries_are_refused_before_they_are_parsed(tmp_path, monkeypatch):
    # 800,000 of them took zipfile 4 s and 300 MB
    path = archive_of(tmp_path / "a.zip", *((f"{i}.jpg", b"") for i in range(5)))
    monkeypatch.setattr(zipfile, "ZipInfo", None)
    assert refusal(path, ArchiveLimits(4, 10**9, 10**6))[1] == "too_many_entries"


def test_overlapping_entries_are_refused(tmp_path):
    path = archive_of(tmp_path / "a.zip", ("a.jpg", CONTENT), compression=zipfile.ZIP_STORED)
    patched(path, CENTRAL, PACKED_SIZE, struct.pack("<I", 10_000))
    assert refusal(path)[1] == "overlap"


def test_what_is_no_zip_is_refused(tmp_path):
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"this is no archive")
    assert refusal(broken) == (Code.ARCHIVE_REFUSED, "broken")
    broken.write_bytes(archive_of(tmp_path / "a.zip", ("a.jpg", CONTENT)).read_bytes()[:-30])
    assert refusal(broken) == (Code.ARCHIVE_REFUSED, "broken")


def named(raw, *, utf8=False):
    """A zip, in memory, whose one entry has this raw name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("x" * len(raw), b"content")
    data = bytearray(file.getvalue().replace(b"x" * len(raw), raw))
    if utf8:
        for signature, offset in ((CENTRAL, FLAGS), (b"PK\x03\x04", 6)):
            data[data.index(signature) + offset + 1] |= 0x08
    return bytes(data)


@pytest.mark.parametrize(
    ("raw", "utf8", "shown"),
    [
        ("Отпуск/фото.jpg".encode("cp866"), False, "Отпуск/фото.jpg"),
        ("МАМА.JPG".encode("cp866"), False, "МАМА.JPG"),
        ("Отпуск/фото.jpg".encode(), False, "Отпуск/фото.jpg"),
        ("Отпуск/фото.jpg".encode(), True, "Отпуск/фото.jpg"),
        ("Café à Straße.jpg".encode("cp437"), False, "Café à Straße.jpg"),
        ("写真.jpg".encode(), True, "写真.jpg"),
    ],
)
def test_names_are_shown_as_their_author_saw_them(tmp_path, raw, utf8, shown):
    path = tmp_path / "a.zip"
    path.write_bytes(named(raw, utf8=utf8))
    (entry,) = list_entries(path, LIMITS)
    assert entry.name == shown
    assert read(path, entry) == b"content"


def test_another_content_at_the_same_minute_has_another_time(tmp_path):
    times = set()
    for content in (b"one", b"two"):
        path = archive_of(
            tmp_path / "a.zip", (zipfile.ZipInfo("a.jpg", (2020, 1, 2, 3, 4, 6)), content)
        )
        (entry,) = list_entries(path, LIMITS)
        times.add(entry.mtime_ns)
        assert entry.mtime_ns // 10**9 == 1_577_934_246
    assert len(times) == 2


@settings(max_examples=50)
@given(st.data())
def test_a_damaged_zip_ends_in_content_or_an_honest_error(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("zip") / "a.zip"
    archive_of(path, ("a.jpg", CONTENT), ("b/c.png", CONTENT[::-1]))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    try:
        for entry in list_entries(path, LIMITS):
            read(path, entry)
    except (UserError, ItemError, OSError):
        pass
