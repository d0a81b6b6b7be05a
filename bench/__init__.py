"""Repeatable measurements, run by hand."""
