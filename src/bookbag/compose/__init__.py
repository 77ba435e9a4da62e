"""Drafts, what the checks say of them, and their clearance. Knows nothing of the things that need words."""
