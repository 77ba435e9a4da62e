"""What each kind of rule makes of a question: one small function a kind, and what holds where several of them speak."""
