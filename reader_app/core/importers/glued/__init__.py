"""Pages on which many things stand glued together: feeds of many episodes, digests with chapters, quotes and a glossary."""
