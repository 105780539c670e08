"""Transcript Reader: read, search and quote transcripts of podcasts, interviews and talks."""

__version__ = "0.1.0"
APP_NAME = "Transcript Reader"
APP_ID = "io.github.transcript_reader.TranscriptReader"
SERVE = "--read-for-another-process"
"""The only word of a program that is to read files for another process and to open no window."""
