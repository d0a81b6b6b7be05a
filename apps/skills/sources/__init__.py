"""What the official lists of skills and occupations say, read row by row. Pure."""
