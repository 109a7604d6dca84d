"""Start the program: a command when one is given, else the window."""

import sys
from importlib.metadata import version


def main() -> int:
    """Run `sys.argv` and return the exit code."""
    arguments = sys.argv[1:]
    if "--version" in arguments:  # before anything slow is imported
        sys.stdout.write(f"faceapp {version('faceapp')}\n")
        return 0
    try:
        from faceapp.app import open_workspace  # noqa: PLC0415
        from faceapp.cli.main import run  # noqa: PLC0415

        return run(arguments, open_workspace)
    except KeyboardInterrupt:  # before anything was begun
        return 130


if __name__ == "__main__":
    sys.exit(main())
