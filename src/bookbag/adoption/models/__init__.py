"""The tables of a policy's life. A row is one school's, or one trust's: then each of its schools may read it."""

from bookbag.adoption.models.acknowledgement import Acknowledgement
from bookbag.adoption.models.review import Review
from bookbag.adoption.models.ruling import Ruling
from bookbag.adoption.models.version import SignOff, Version

__all__ = ["Acknowledgement", "Review", "Ruling", "SignOff", "Version"]
