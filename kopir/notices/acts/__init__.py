"""Telling people, sending the letters, and what people choose to get."""

from kopir.notices.acts.alarms import alarm_stuck, alarm_vacancies
from kopir.notices.acts.digests import send_digests
from kopir.notices.acts.letters import resend, resend_all
from kopir.notices.acts.memberships import confirm_membership, refuse_membership, request_membership
from kopir.notices.acts.preferences import prefer, unsubscribe, unsubscribe_token
from kopir.notices.acts.reading import mark_read, mark_subject_read
from kopir.notices.acts.telling import tell

__all__ = [
    "alarm_stuck",
    "alarm_vacancies",
    "confirm_membership",
    "mark_read",
    "mark_subject_read",
    "prefer",
    "refuse_membership",
    "request_membership",
    "resend",
    "resend_all",
    "send_digests",
    "tell",
    "unsubscribe",
    "unsubscribe_token",
]
