"""Documents with markup: web pages, saved feeds, word processors' files."""
