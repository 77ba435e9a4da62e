"""Background work: tasks that look for rows, and the page that says when each sweep runs. No work of its own."""
