"""What is done with the Regulation. Each verb is one transaction and one entry in the journal."""

from kopir.regulation.acts.feeds import close_feed, open_feed, token_hash
from kopir.regulation.acts.following import Followed, follow, follow_all
from kopir.regulation.acts.obligations import Made, end_waivers, make_ahead, miss, waive
from kopir.regulation.acts.planning import Planned, approve_plan, plan, plan_of
from kopir.regulation.acts.proofs import check_proof, expire_proofs, prove
from kopir.regulation.acts.reporting import draw_report, edit_report, send_report

__all__ = [
    "Followed",
    "Made",
    "Planned",
    "approve_plan",
    "check_proof",
    "close_feed",
    "draw_report",
    "edit_report",
    "end_waivers",
    "expire_proofs",
    "follow",
    "follow_all",
    "make_ahead",
    "miss",
    "open_feed",
    "plan",
    "plan_of",
    "prove",
    "send_report",
    "token_hash",
    "waive",
]
