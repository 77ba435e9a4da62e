"""Proof of the policy: what becomes of each clause, for those who answer for the school. Reads every room, owns no table."""
