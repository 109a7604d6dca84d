"""Qt item models: rows for views, no widgets."""
