"""Every act × every role: who may. One line an act; the subject each is asked about is made in `subjects.py`.

Roles: V visitor · P signed-in person · S member of another NGO · A author · J author who joined · D official of the
accountable post · N official of another post · O official of the post that is offered the matter · R official given work
· C official asked for an opinion · U official of the post above · W co-ordinator · X administrator · Y Köpir itself.
For acts outside matters D is the official of the post in question and A a member of the organisation in question.
"""

from __future__ import annotations

ROLES = "VPSAJDNORCUWXY"

MATRIX: dict[str, str] = {
    # territories, sectors, calendar
    "territories.import": "XY",
    "territories.edit": "XY",
    "sectors.add": "XY",
    "sectors.edit": "XY",
    "sectors.end": "XY",
    "calendar.edit": "XY",
    "calendar.remove": "XY",
    "calendar.load": "XY",
    # organisations
    "organisations.create": "XY",
    "organisations.import": "XY",
    "organisations.edit": "AXY",
    "organisations.subordinate": "XY",
    "organisations.succeed": "XY",
    "organisations.merge": "XY",
    "organisations.unmerge": "XY",
    "organisations.mark_different": "XY",
    "organisations.request_membership": "P",
    "organisations.confirm_membership": "AY",  # an administrator only the first one
    "organisations.refuse_membership": "AY",
    "organisations.end_membership": "AXY",
    # posts
    "posts.create": "XY",
    "posts.create_all": "XY",
    "posts.load_reference": "XY",
    "posts.edit": "DXY",
    "posts.confirm": "XY",
    "posts.end": "XY",
    "posts.grant_power": "XY",
    "posts.withdraw_power": "XY",
    "posts.set_mandate": "XY",
    "posts.appoint": "XY",
    "posts.end_appointment": "XY",
    "posts.edit_power": "XY",
    "posts.edit_tier_rule": "XY",
    # people and notices
    "people.edit_own": "P",
    "people.first_administrator": "Y",
    "people.grant_office": "XY",
    "people.withdraw_office": "XY",
    "people.deactivate": "XY",
    "people.reactivate": "XY",
    "notices.prefer": "P",
    "notices.resend": "XY",
    # the search, and what it leads to
    "search.save": "P",
    "search.change_saved": "P",
    "search.forget": "P",
    "search.judge_same": "D",
    "search.judge_different": "D",
    "synergy.propose": "Y",
    "synergy.accept": "D",
    "synergy.decline": "D",
    "synergy.lapse": "Y",
    # writing a matter
    "interactions.draft": "A",
    "interactions.edit_draft": "A",
    "interactions.discard": "A",
    "interactions.submit": "A",
    "interactions.take_to_state_system": "A",
    "interactions.join": "A",
    "interactions.attach": "AJDORC",
    "interactions.detach": "A",
    "interactions.object": "A",
    "interactions.settle_objection": "U",
    # moving it
    "interactions.hand_over": "D",
    "interactions.raise": "D",
    "interactions.accept": "O",
    "interactions.refuse": "O",
    "interactions.take_back": "D",
    "interactions.lapse": "Y",
    "interactions.return_down": "U",
    "interactions.reroute": "XY",
    # working on it
    "interactions.assign": "D",
    "interactions.finish_part": "DR",
    "interactions.ask_opinion": "D",
    "interactions.give_opinion": "C",
    "interactions.waive_opinion": "D",
    "interactions.inform": "D",
    "interactions.stop_informing": "DU",
    "interactions.pause": "D",
    "interactions.resume": "DY",
    "interactions.extend": "D",
    "interactions.write": "AJDORC",
    "interactions.write_note": "DORC",
    "interactions.restrict": "AD",
    "interactions.open_up": "A",
    # closing it
    "interactions.answer": "D",
    "interactions.give_word": "AJ",
    "interactions.fall_silent": "Y",
    "interactions.withdraw": "A",
    "interactions.close_unanswered": "A",
    "interactions.reopen": "AJDU",
    # data
    "interactions.edit_procedure": "XY",
    "interactions.edit_template": "DXY",
    "interactions.check_conservation": "Y",
    # norms and duties; D of the functions of the own body
    "regulation.load_reference": "XY",
    "regulation.keep_norm": "DXY",
    "regulation.import_version": "DXY",
    "regulation.announce": "DXY",
    "regulation.withdraw_version": "DXY",
    "regulation.keep_duty": "XY",
    "regulation.end_duty": "XY",
    "regulation.map_act": "XY",
    "regulation.unmap_act": "XY",
    "regulation.judge_link": "DWXY",
    # duties: made due, proved, planned, reported
    "regulation.make_obligations": "XY",
    "regulation.prove_by_journal": "Y",
    "regulation.expire_proofs": "Y",
    "regulation.miss": "Y",
    "regulation.end_waivers": "Y",
    "regulation.prove": "D",
    "regulation.check_proof": "UWXY",  # also another post of the body; never who gave it
    "regulation.waive": "DUWXY",
    "regulation.plan": "D",
    "regulation.approve_plan": "D",
    "regulation.write_report": "D",
    "regulation.send_report": "D",
    "regulation.open_feed": "D",
    "regulation.close_feed": "DXY",
    # where it cannot be done: D of the post that lacks something, U above it
    "regulation.examine": "XY",
    "regulation.accept_finding": "DUWXY",
    "regulation.ask_resolution": "DUWXY",
    "regulation.send_up": "D",
    "regulation.answer_sent_up": "UWXY",
    "regulation.assign": "DXY",  # D delegates its own duty only
    "regulation.end_assignment": "DXY",
    "regulation.reply": "D",
}
