"""Reading interactions. Pages, exports and jobs ask these; the right to see is inside each."""

from kopir.interactions.queries.choosing import (
    find_posts,
    hand_offs_of,
    open_offer,
    post_by_id,
    posts_above,
    posts_near,
    raised_from,
)
from kopir.interactions.queries.desk import (
    Change,
    Load,
    changes_for,
    horizontal,
    loads,
    mandate_condition,
    own_appointment,
    stood_in_for,
    template_for,
    templates_for,
    vertical,
    waiting_for_others,
)
from kopir.interactions.queries.figures import (
    Counts,
    answering_days,
    counts,
    counts_by_sector,
    counts_by_territory,
    waits,
)
from kopir.interactions.queries.lists import (
    MatterFilter,
    csv_rows,
    list_matters,
    matters_of,
    nearby_open,
    with_part_of,
)
from kopir.interactions.queries.matters import (
    MatrixRow,
    attachment_for,
    attachments_of,
    draft_for,
    drafts_of,
    hand_off_for,
    is_inside,
    last_receipt_entry,
    matrix,
    matter_for,
    messages_of,
    part_for,
    story,
)
from kopir.interactions.queries.work import Task, due_soon, spoken_for, tasks, tasks_count

__all__ = [
    "Change", "Counts", "Load", "MatrixRow", "MatterFilter", "Task", "answering_days", "attachment_for", "attachments_of",
    "changes_for", "counts", "counts_by_sector", "counts_by_territory", "csv_rows", "draft_for", "drafts_of", "due_soon",
    "find_posts", "hand_off_for", "hand_offs_of", "horizontal", "is_inside", "last_receipt_entry", "list_matters", "loads",
    "mandate_condition", "matrix", "matter_for", "matters_of", "messages_of", "nearby_open", "open_offer", "own_appointment",
    "part_for", "post_by_id", "posts_above", "posts_near", "raised_from", "spoken_for", "stood_in_for", "story", "tasks",
    "tasks_count", "template_for", "templates_for", "vertical", "waiting_for_others", "waits", "with_part_of",
]  # fmt: skip
