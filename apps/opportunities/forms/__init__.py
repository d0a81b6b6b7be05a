"""What people fill in, in the offers room."""
