"""One file for each change of the tables, each complete in itself."""
