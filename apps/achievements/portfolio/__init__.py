"""A portfolio: which entries, in which order, what in them gives something away, and the forms it is given out in."""
