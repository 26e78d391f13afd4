"""Labor's records: who went to work where, who was taught, where jobs were offered and made."""

from labor.models.employers import Employer
from labor.models.job_fairs import JobFair
from labor.models.trainings import Training
from labor.models.transfers import TransferBatch, TransferReceipt
from labor.models.workshops import Workshop, WorkshopCount, WorkshopStatus

__all__ = [
    "Employer",
    "JobFair",
    "Training",
    "TransferBatch",
    "TransferReceipt",
    "Workshop",
    "WorkshopCount",
    "WorkshopStatus",
]
