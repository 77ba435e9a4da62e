"""What a message seems to be: its category, its urgency and its flags, each with the words that say so. Pure; nothing leaves the machine."""
