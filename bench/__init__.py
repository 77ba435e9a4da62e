"""`make bench`: what is fast enough, measured on this machine, each figure beside its bar and, where there is one, its floor.

Everything runs as in a school: a PostgreSQL that syncs, the real processes, the restricted role, all on the same cores.
"""
