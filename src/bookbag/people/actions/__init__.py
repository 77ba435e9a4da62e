"""Changes to people: each a sentence with who and when."""
