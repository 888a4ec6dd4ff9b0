"""The library: articles, what is known of them, and the user's own work, in one folder of one SQLite file and one search index."""
