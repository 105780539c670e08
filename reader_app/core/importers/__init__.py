"""Readers of the forms in which people have transcripts: one file a form, and `forms`, the table that picks one by content."""
