"""One module per use case; they call the stores and are handed every adapter."""
