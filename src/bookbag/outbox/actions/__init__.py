"""Changes to the outbox: each a sentence with who and when."""
