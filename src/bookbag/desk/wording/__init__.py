"""Words that Bookbag itself sends or says, kept apart from logic so that wording is reviewed as wording."""
