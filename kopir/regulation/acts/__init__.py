"""What is done with the Regulation. Each verb is one transaction and one entry in the journal."""

from kopir.regulation.acts.duties import StepSpec, amend, end_duty, enter, map_act, unmap_act
from kopir.regulation.acts.feeds import close_feed, open_feed
from kopir.regulation.acts.following import Followed, follow, follow_all
from kopir.regulation.acts.functions import judge_link, link_by_hand
from kopir.regulation.acts.norms import announce, import_version, keep_norm, take_in, withdraw_version
from kopir.regulation.acts.obligations import Made, end_waivers, make_ahead, miss, waive
from kopir.regulation.acts.planning import Planned, approve_plan, plan, plan_of
from kopir.regulation.acts.proofs import check_proof, expire_proofs, prove
from kopir.regulation.acts.reference import load_reference
from kopir.regulation.acts.reporting import draw_report, edit_report, send_report

__all__ = [
    "Followed",
    "Made",
    "Planned",
    "StepSpec",
    "amend",
    "announce",
    "approve_plan",
    "check_proof",
    "close_feed",
    "draw_report",
    "edit_report",
    "end_duty",
    "end_waivers",
    "enter",
    "expire_proofs",
    "follow",
    "follow_all",
    "import_version",
    "judge_link",
    "keep_norm",
    "link_by_hand",
    "load_reference",
    "make_ahead",
    "map_act",
    "miss",
    "open_feed",
    "plan",
    "plan_of",
    "prove",
    "send_report",
    "take_in",
    "unmap_act",
    "waive",
    "withdraw_version",
]
