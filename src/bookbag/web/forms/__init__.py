"""Forms: they make clean values; an action makes the change."""
