"""Everything a person has, as one file that they take away and that any instance takes back."""
