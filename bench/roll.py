"""A roll as large as a trust's: sixty-three thousand children and a hundred and ten thousand adults, as one class list.

Of twelve children ten have two adults of their own, one has one, and one shares the adults of the child before it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bench.world import FAMILY, GIVEN

CHILDREN = 63_000
HEAD = (
    "Forename,Surname,DOB,Class,Admission No,Parent 1 Name,Parent 1 Email,Parent 1 Mobile,Parent 1 Relationship,"
    "Parent 1 Address,Parent 2 Name,Parent 2 Email,Parent 2 Mobile,Parent 2 Relationship,Parent 2 Address\n"
)
_FIRST_BIRTH = date(2009, 9, 1)


def written(path: Path, *, children: int = CHILDREN, moved: bool = False) -> None:
    """Write the list, a year later where everybody has `moved` up."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(_lines(children, moved=moved))


def _lines(children: int, *, moved: bool) -> Iterator[str]:
    for number in range(children):
        shared = number % 12 == 11
        family = number - 2 if shared else number
        surname = f"{FAMILY[family % 10]}-{FAMILY[family // 10 % 10]}{_letters(family)}"
        born = _FIRST_BIRTH + timedelta(days=number % 4000)
        group = f"{number // 100 % 12 + (1 if moved else 0)}{'ABCDEFGH'[number % 8]}"
        home = f"{family % 200 + 1} Mill Lane, Fenbridge, PE{family % 30 + 1} {family % 9 + 1}AB"
        other = (
            f'{GIVEN[(family + 6) % 10]} {surname},two{family}@home.example,07{800_000_000 + family},father,"{home}"'
        )
        yield (
            f"{GIVEN[number % 10]},{surname},{born:%d/%m/%Y},{group},{100_000 + number},"
            f"{GIVEN[(family + 3) % 10]} {surname},one{family}@home.example,07{700_000_000 + family},mother,"
            f'"{home}",{",,,," if number % 12 == 10 else other}\n'
        )


def _letters(number: int) -> str:
    """A number as letters: surnames have no figures."""
    word = ""
    while number:
        number, rest = divmod(number, 26)
        word += chr(97 + rest)
    return word
