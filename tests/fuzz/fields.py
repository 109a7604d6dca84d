"""Any text in the fields of a search: an answer, or a sentence and code 2 or 3; SQL stays text."""

import sqlite3
import tempfile
from pathlib import Path

from hypothesis import strategies as st

from tests.fuzz.examples import try_examples
from tests.fuzz.library import Library
from tests.fuzz.names import harmless
from tests.fuzz.report import Report, attempted
from tests.fuzz.samples import picture, saved

_WICKED_WORDS = (
        "' OR 1=1 --", "'; DROP TABLE face; --", "1; DELETE FROM source", '" OR ""="', "%",
        "_", "*",
        "\0", "local\0", "\ud800", "\udcff", "local' UNION SELECT 1", "1e9", "nan", "inf",
        "-inf", "0",
        "-1", "9" * 30, "9223372036854775807", "9223372036854775808", "0x10", "१", "1_0",
        " 1", "²",
        "9999-12-31", "0001-01-01", "0000-00-00", "2020-02-30", "2020-2-3",
        "2020-01-01T00:00", "today",
        "mtcnn+dlib", "mtcnn+", "+dlib", "+", "++", "../../x", "builtin/..", "--json", "-",
        "--", "$(x)",
        "{x}", "%s", "\x1b[2J", "\u202e", "local", "1", "photos", "builtin", "", " ", "\n",
        "x" * 5000,
        "85", "70", "95", "69.999", "1e400", "/dev/null", "~nobody/x", "faces.csv", "CON",
)  # fmt: skip
_WICKED = st.sampled_from(_WICKED_WORDS)
_TEXT = st.one_of(
    _WICKED,
    st.text(max_size=30),
    st.text(st.characters(codec=None, categories=("Cs", "Cc", "Cf", "Nd", "Po")), max_size=8),
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
    st.builds("{}{}".format, _WICKED, _WICKED),
)
_FIELDS: dict[str, tuple[str, ...]] = {
    "search": (
        "--source", "--since", "--until", "--similarity", "--top", "--face", "--metric", "",
        "--person", "--all-of", "--any-of", "--none-of", "--max-faces",
    ),
    "photos": ("--source", "--limit", "--no-faces", "--person", ""),
    "faces": ("--photo", "--limit", "--person", ""),
    "scan": ("--engine", ""),
    "export": ("--source", "--similarity", "--similar-to"),
    "models": ("list", "use", "import", "verify", ""),
    "": ("--lang", "--engine", ""),
}  # fmt: skip
# Nearly right values reach further than wild ones.
_DAYS = st.sampled_from(("9999-12-31", "0001-01-01", "1969-12-31", "2026-01-01")) | st.dates().map(
    str
)
_NUMBERS = st.integers(-1, 2**65).map(str) | st.sampled_from(("0", "1", "2", "9" * 19))
_LIKELY = {
    "--max-faces": _NUMBERS, "--all-of": _NUMBERS.map("#{}".format),
    "--since": _DAYS, "--until": _DAYS, "--top": _NUMBERS, "--face": _NUMBERS,
    "--limit": _NUMBERS,
    "--photo": _NUMBERS, "--similarity": st.floats(69, 96).map(str),
    "--source": st.sampled_from(("local", "1", "photos", "2", "LOCAL")),
}  # fmt: skip


def _options(command: str) -> st.SearchStrategy[dict[str, str]]:
    """Some of its fields, each with a likely value or any text."""
    fields = [
        st.tuples(st.just(name), st.one_of(_LIKELY.get(name, _TEXT), _TEXT))
        for name in _FIELDS[command]
    ]
    return st.lists(st.one_of(fields), max_size=3).map(dict)


_COMMANDS = st.sampled_from(list(_FIELDS)).flatmap(
    lambda command: st.tuples(
        st.just(command),
        _options(command),
        st.booleans(),
    )
)
Given = tuple[str, dict[str, str], bool]


def small_library(folder: Path) -> Library:
    """Two photos, scanned."""
    (folder / "photos").mkdir(parents=True)
    (folder / "photos/a.png").write_bytes(saved(picture(), "PNG"))
    (folder / "photos/b.png").write_bytes(saved(picture().rotate(90), "PNG"))
    library = Library(folder / "library")
    assert library("scan", str(folder / "photos")).code == 0
    return library


def check_each(library: Library, folder: Path, share: int = 1) -> int:
    """Each wicked word alone in each field, or one in `share`; how many were tried."""
    before, tried = _rows(library), 0
    for command, fields in _FIELDS.items():
        for name in fields:
            for word in _WICKED_WORDS[tried % share :: share]:
                _check((command, {name: word}, True), library, folder)
                tried += 1
    _check_rows(library, before)
    return tried


def _check(given_words: Given, library: Library, folder: Path) -> None:
    words = _words(given_words, folder)
    ended = library(*words)
    try:
        harmless(ended, (0, 2, 3))
        assert not ended.code or ended.err.strip()
    except AssertionError as error:
        raise AssertionError(f"{words!a}: {ended}") from error


def check_fields(library: Library, folder: Path, examples: int, seed: int) -> int:
    """Try `examples` command lines; how many were tried. Raises what the first failure raised."""
    before = _rows(library)
    tried = try_examples(_COMMANDS, lambda given: _check(given, library, folder), examples, seed)
    _check_rows(library, before)
    return tried


def _words(words: Given, folder: Path) -> list[str]:
    command, options, is_joined = words
    line = [command] if command else []
    if command == "search":
        line.append(str(folder / "photos/a.png"))
    if command == "export":
        line.append(str(folder / "faces.csv"))
    for name, value in options.items():
        if name == "" and _is_there(value):
            continue  # a scan of it would be in order
        line += [f"{name}={value}"] if is_joined and name.startswith("-") else [name, value]
    return [word for word in line if word]


def _is_there(value: str) -> bool:
    try:
        return Path(value).exists()
    except (OSError, ValueError):
        return False


def _check_rows(library: Library, before: dict[str, int]) -> None:
    """No table lost a row; a scan of a path that is none may add a failed photo."""
    after = _rows(library)
    assert after.keys() == before.keys()
    assert all(after[name] >= count for name, count in before.items()), (before, after)


def _rows(library: Library) -> dict[str, int]:
    database = sqlite3.connect(library.data / "faceapp.sqlite")
    try:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        kept = [
            name for (name,) in tables if name not in ("job", "index_change", "sqlite_sequence")
        ]
        return {
            name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in kept
        }
    finally:
        database.close()


def fuzz_fields(trials: int, seed: int, keep: Path | None = None, first: int = 0) -> Report:
    """Each wicked word in each field, then as many command lines."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as place:
        folder = Path(place)
        library = small_library(folder)

        def check() -> int:
            tried = check_each(library, folder)
            return tried + check_fields(library, folder, trials, seed + first)

        return attempted("fields", check, seed)
