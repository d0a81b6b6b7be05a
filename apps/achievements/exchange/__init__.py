"""A whole career as files, both ways: JSON Resume, LinkedIn's export, tables of entries, Markdown."""
