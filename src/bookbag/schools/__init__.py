"""Trusts, schools, logins and school time; who may see which rows (tenancy), and the door to background work."""
