"""One screen each, given the desk."""
