"""Background entry points of privacy."""

from kopir.base.jobs import every
from kopir.privacy import retention


@every(seconds=24 * 3600)
def end_what_is_kept_too_long() -> int:
    """By the rules of keeping; how much has ended."""
    return sum(number for _rule, number in retention.keep())
