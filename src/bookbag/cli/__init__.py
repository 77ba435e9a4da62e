"""The `bookbag` command, one file a word. It decides nothing about a school: it reads the clock, calls the rooms, prints."""
