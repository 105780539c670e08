"""What leaves the library: transcripts and quotes in the formats of other programs, and the files they are written to."""
