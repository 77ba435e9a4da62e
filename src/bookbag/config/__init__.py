"""Settings, addresses and the way to the database. Imported by nothing below it."""
