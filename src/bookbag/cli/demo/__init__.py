"""The demo: a made-up trust and its correspondence, put through the real doors. Impossible in a real installation."""
