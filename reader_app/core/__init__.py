"""Everything that works without a window. Nothing in here imports Qt."""
