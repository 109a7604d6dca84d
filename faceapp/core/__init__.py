"""Types, ports, errors and pure algorithms on numpy arrays; no input or output happens here."""
