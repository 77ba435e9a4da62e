"""What is made for paper: words set with Typst into documents that everybody can read. Knows no table and no school."""
