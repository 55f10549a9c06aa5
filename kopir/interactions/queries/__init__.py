"""Reading interactions. Pages, exports and jobs ask these; the right to see is inside each."""

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
    last_receipt_entry,
    matrix,
    matter_for,
    messages_of,
    part_for,
    story,
)
from kopir.interactions.queries.work import Task, due_soon, spoken_for, tasks, tasks_count

__all__ = [
    "Counts", "MatrixRow", "MatterFilter", "Task", "answering_days", "attachment_for", "attachments_of", "counts",
    "counts_by_sector", "counts_by_territory", "csv_rows", "draft_for", "drafts_of", "due_soon", "hand_off_for",
    "last_receipt_entry", "list_matters", "matrix", "matter_for", "matters_of", "messages_of", "nearby_open", "part_for",
    "spoken_for", "story", "tasks", "tasks_count", "waits", "with_part_of",
]  # fmt: skip
