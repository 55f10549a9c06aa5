"""What is done with posts. Each verb is one transaction and one entry in the journal."""

from kopir.posts.acts.appointing import appoint, end_appointment
from kopir.posts.acts.creating import CreatedPosts, create_all
from kopir.posts.acts.keeping import (
    MandateSpec,
    add_mandate,
    confirm,
    confirm_all,
    create,
    edit,
    end,
    end_mandate,
    grant_power,
    set_mandates,
    withdraw_power,
)
from kopir.posts.acts.reference import LoadedReference, edit_power, edit_tier_rule, load_reference

__all__ = [
    "CreatedPosts",
    "LoadedReference",
    "MandateSpec",
    "add_mandate",
    "appoint",
    "confirm",
    "confirm_all",
    "create",
    "create_all",
    "edit",
    "edit_power",
    "edit_tier_rule",
    "end",
    "end_appointment",
    "end_mandate",
    "grant_power",
    "load_reference",
    "set_mandates",
    "withdraw_power",
]
