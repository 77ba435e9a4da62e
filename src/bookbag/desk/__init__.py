"""Cases: what came in, who it is from and about, what the policy requires by when, and what was answered."""
