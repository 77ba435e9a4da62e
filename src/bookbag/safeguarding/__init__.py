"""The path to the safeguarding lead: concerns passed on, alerts until somebody has them, sealing, referrals. Sealed tables."""
