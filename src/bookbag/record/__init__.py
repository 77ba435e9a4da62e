"""The record: an append-only log of who did what to what under which clause, chained by a sealer. Ids and codes only."""
