"""What is kept beyond a conversation's events: our own tables, on SQLite or PostgreSQL."""
