"""Changes to the desk: each a sentence with who and when, in one transaction, with its entry in the record."""
