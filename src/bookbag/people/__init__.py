"""Who families and staff are: pupils, contacts, relationships, classes, staff; and who wrote this (matching)."""
