"""Wires to the outside: each takes a parcel and gives a receipt, or reads what came in. No tables, no framework."""
