"""Writers of files that leave the library: they appear whole or not at all."""
