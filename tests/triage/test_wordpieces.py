"""Pieces of words: the longest that are known, in their places, whatever is typed."""

from bookbag.triage.wordpieces import Piece, WordPieces

KNOWN = ["[UNK]", "play", "##ing", "##s", "today", "can", "'", "t", "cafe", "!"]
PIECES = WordPieces({piece: number for number, piece in enumerate(KNOWN)})


def names(text: str) -> list[str]:
    return [KNOWN[piece.number] for piece in PIECES.of(text, most=50)]


def test_a_word_is_its_longest_known_beginning_and_its_longest_known_rest() -> None:
    assert names("Playing plays") == ["play", "##ing", "play", "##s"]


def test_what_is_not_known_is_unknown_as_a_whole_word() -> None:
    assert names("played zebra") == ["[UNK]", "[UNK]"]


def test_accents_capitals_and_curly_marks_do_not_matter_and_shorthand_is_written_out() -> None:
    assert names("CAFÉ can’t cant 2day!") == ["cafe", "can", "'", "t", "can", "'", "t", "today", "!"]


def test_a_piece_knows_where_its_word_begins() -> None:
    assert PIECES.of("é playing", most=50) == [Piece(0, 0), Piece(1, 2), Piece(2, 2)]


def test_no_more_is_read_than_was_asked_for() -> None:
    assert len(PIECES.of("play " * 1000, most=7)) == 7
