"""The library database, which is the truth: episodes, their tellings, what readers add, and a row for every change."""
