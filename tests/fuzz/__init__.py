"""Nonsense in, honest errors out (S3-70): `python -m tests.fuzz NAME`, or in short by pytest."""
