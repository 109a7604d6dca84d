"""The program as a person runs it: real processes, real photos, the library on disk."""
