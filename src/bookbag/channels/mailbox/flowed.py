"""Text sent as format=flowed (RFC 3676): lines that were broken for the journey are joined again."""


def joined(text: str, *, delete_space: bool) -> str:
    """The paragraphs of a flowed text; quoted lines join only with lines quoted as deep, and "-- " stays a line."""
    result: list[str] = []
    flowing, depth_before = False, 0
    for line in text.split("\n"):
        body = line.lstrip(">")
        depth = len(line) - len(body)
        body = body.removeprefix(" ")
        signature = body == "-- "
        if flowing and depth == depth_before and not signature:
            result[-1] += body
        else:
            result.append(">" * depth + (" " if depth else "") + body)
        flowing, depth_before = body.endswith(" ") and not signature, depth
        if flowing and delete_space:
            result[-1] = result[-1][:-1]
    return "\n".join(result)
