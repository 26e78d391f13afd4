"""Labor's ledgers in a sample programme: rows that mostly add up to what was declared."""

from __future__ import annotations

from cooperation.sampling.context import SampleContext
from labor.sample.agreements import sample_agreements
from labor.sample.batches import sample_batches
from labor.sample.courses import sample_trainings
from labor.sample.employers import sample_employers
from labor.sample.fairs import sample_job_fairs
from labor.sample.townships import Townships
from labor.sample.workshops import sample_workshops

__all__ = ["sample_rows"]


def sample_rows(context: SampleContext) -> None:
    """Employers and batches, courses, fairs, workshops with their history, agreements."""
    townships = Townships(context)
    sample_batches(context, townships, sample_employers(context, townships))
    sample_trainings(context)
    sample_job_fairs(context, townships)
    sample_workshops(context, townships)
    sample_agreements(context)
