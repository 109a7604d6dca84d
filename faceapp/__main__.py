"""Start the program: a command when one is given, else the window."""

import sys
from importlib.metadata import version
from io import TextIOWrapper

from faceapp.loading import without_collecting


def main() -> int:
    """Run `sys.argv` and return the exit code."""
    arguments = sys.argv[1:]
    if "--version" in arguments:  # before anything slow is imported
        print("faceapp", version("faceapp"))
        return 0
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # None if it was closed
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        with without_collecting():
            from faceapp.app import open_window, open_workspace  # noqa: PLC0415
            from faceapp.cli.main import run  # noqa: PLC0415

        return run(arguments, open_workspace, open_window)
    except KeyboardInterrupt:  # before anything was begun
        return 130


if __name__ == "__main__":
    sys.exit(main())
