"""Bookbag: the desk through which a school's messages pass, and which runs its written communications policy."""
