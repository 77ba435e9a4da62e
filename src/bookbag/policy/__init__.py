"""The school's written policy as a program: facts and a calendar in, decisions out. Pure: no clock, no tables, no network."""
