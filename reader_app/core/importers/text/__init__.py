"""Text that people write: speakers and what they say, with or without times, and plain prose."""
