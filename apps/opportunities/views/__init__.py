"""The pages of the offers room."""
