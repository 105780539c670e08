"""Everything with a window. Sees the core only through the library, its values, settings, times and errors."""
