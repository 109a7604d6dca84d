"""Every page and state as a picture: `python -m tests.screens OUT`."""
