"""Changes to schools: each a sentence with who and when."""
