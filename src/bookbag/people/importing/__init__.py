"""People brought in from files: readers (bytes in, values out) know no table; planning and taking over stand beside them."""
