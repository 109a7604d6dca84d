"""The command line: parses, calls one service, prints text or one JSON document."""
