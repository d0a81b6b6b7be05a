"""Cutting what somebody wrote from what their mail program quoted."""

RULE = "-=-=-"
