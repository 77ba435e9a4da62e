"""The seven errors that the outside may see. They carry facts; the words for a person are chosen where they are shown."""

from collections.abc import Mapping


class BookbagError(Exception):
    """Something that a person can be told in a sentence."""

    def __str__(self) -> str:
        return super().__str__() or (type(self).__doc__ or "").splitlines()[0]


class Invalid(BookbagError):
    """What was entered cannot be used as it stands."""

    def __init__(self, message: str = "", *, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message or " ".join((fields or {}).values()))
        self.fields = dict(fields or {})


class Denied(BookbagError):
    """You may not do this."""

    def __init__(self, because: str = "", *, clause: str = "") -> None:
        super().__init__(because)
        self.because, self.clause = because, clause


class NotFound(BookbagError):
    """There is nothing here, or nothing that you may see."""


class PassedOn(NotFound):
    """Passed on. Nothing more for you to do."""


class Stale(BookbagError):
    """Somebody else got there first. Look at what is there now and try again."""


class Unavailable(BookbagError):
    """Something that this needs cannot be reached."""

    def __init__(self, message: str = "", *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


class FactorDue(BookbagError):
    """Prove once more that it is you: with the code of your authenticator app."""
