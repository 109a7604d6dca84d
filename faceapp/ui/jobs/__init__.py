"""Long work beside the window, and what it tells the window."""
