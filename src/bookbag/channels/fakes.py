"""Senders that reach nobody, for tests of the rooms above and for rehearsals."""

from dataclasses import dataclass, field

from bookbag.channels.ports import Parcel, Receipt
from bookbag.errors import Unavailable


@dataclass
class KeepingSender:
    """Keeps what it is given; raises the faults put into `faults` first, one a parcel."""

    parcels: list[Parcel] = field(default_factory=list)
    faults: list[Unavailable] = field(default_factory=list)

    def send(self, parcel: Parcel) -> Receipt:
        """Take the parcel, or raise the next fault."""
        if self.faults:
            raise self.faults.pop(0)
        self.parcels.append(parcel)
        return Receipt(f"kept {len(self.parcels)}")
