"""Full-text search: the query language, the index on disk, and the places where a query is met."""
