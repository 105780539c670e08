"""Transcript Reader: read, search and quote transcripts of podcasts, interviews and talks."""

__version__ = "0.1.0"
APP_NAME = "Transcript Reader"
APP_ID = "io.github.transcript_reader.TranscriptReader"
