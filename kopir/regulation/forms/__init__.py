"""What is filled in about duties."""

from kopir.regulation.forms.duties import CheckForm, DutyListFilter, ProofForm, WaiverForm
from kopir.regulation.forms.planning import PlanForm
from kopir.regulation.forms.reporting import ReportForm, ReportTime

__all__ = ["CheckForm", "DutyListFilter", "PlanForm", "ProofForm", "ReportForm", "ReportTime", "WaiverForm"]
