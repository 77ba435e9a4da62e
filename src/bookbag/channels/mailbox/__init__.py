"""Reading mail: raw bytes in, a `Mail` value out, whatever the bytes. Storing and matching are others' work."""
