"""Everything taken away, brought in, and deleted."""
