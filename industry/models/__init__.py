"""Industry's records: enterprises, projects with their stages and money, parks with their
residents, promotion events."""

from industry.models.enterprises import Cluster, Enterprise
from industry.models.parks import Park, Resident
from industry.models.payments import Payment
from industry.models.projects import Project
from industry.models.promotions import PromotionEvent

__all__ = ["Cluster", "Enterprise", "Park", "Payment", "Project", "PromotionEvent", "Resident"]
