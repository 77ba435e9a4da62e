"""The one door out: dispatches frozen at clearance, claimed, sent outside any transaction, noted."""
