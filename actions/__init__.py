"""rasa-sdk actions: read slots, call backtalk, return events."""
