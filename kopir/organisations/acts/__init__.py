"""What is done with organisations. Each verb is one transaction and one entry in the journal."""

from kopir.organisations.acts.akimats import create_akimats
from kopir.organisations.acts.membership import (
    confirm_membership,
    end_membership,
    refuse_membership,
    request_membership,
)
from kopir.organisations.acts.merging import mark_different, merge, merge_pair, unmerge
from kopir.organisations.acts.records import create, edit, subordinate, succeed

__all__ = [
    "confirm_membership",
    "create",
    "create_akimats",
    "edit",
    "end_membership",
    "mark_different",
    "merge",
    "merge_pair",
    "refuse_membership",
    "request_membership",
    "subordinate",
    "succeed",
    "unmerge",
]
