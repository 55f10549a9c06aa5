"""Numbers and files that the commands take."""

from __future__ import annotations

import argparse
from pathlib import Path


def one_or_more(text: str) -> int:
    """A whole number from 1. Raises what argparse tells with the name of the option."""
    number = int(text) if text.isascii() and text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 upwards.")
    return number


def a_file(text: str) -> str:
    """The path of a file that is there."""
    if not Path(text).is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return text
