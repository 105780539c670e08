"""Transcript Reader: read, search and quote transcripts of podcasts, interviews and talks."""

__version__ = "0.1.0"
APP_NAME = "Transcript Reader"
APP_ID = "io.github.transcript_reader.TranscriptReader"
SERVE = "--serve-another-process"
"""The first word of a program that is to work for another one of its kind and to open no window; the second says as what."""
