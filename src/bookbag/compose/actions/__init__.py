"""Changes to drafts."""
