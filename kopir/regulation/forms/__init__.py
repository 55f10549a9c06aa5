"""What is filled in about duties."""

from kopir.regulation.forms.duties import CheckForm, DutyListFilter, ProofForm, WaiverForm
from kopir.regulation.forms.keeping import AmendDuty, EndDuty, EnterDuty, LinkByHand, MapAct
from kopir.regulation.forms.norms import EditNorm, TakeIn, TakeInNew
from kopir.regulation.forms.planning import PlanForm
from kopir.regulation.forms.reporting import ReportForm, ReportTime

__all__ = [
    "AmendDuty",
    "CheckForm",
    "DutyListFilter",
    "EditNorm",
    "EndDuty",
    "EnterDuty",
    "LinkByHand",
    "MapAct",
    "PlanForm",
    "ProofForm",
    "ReportForm",
    "ReportTime",
    "TakeIn",
    "TakeInNew",
    "WaiverForm",
]
