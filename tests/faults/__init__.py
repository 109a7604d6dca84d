"""Real processes, killed, locked out and out of space."""
