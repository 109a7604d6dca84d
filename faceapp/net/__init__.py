"""What the program fetches from elsewhere, and only when somebody asked for it."""
