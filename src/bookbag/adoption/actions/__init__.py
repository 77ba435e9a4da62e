"""What changes a policy: one noun a file."""
