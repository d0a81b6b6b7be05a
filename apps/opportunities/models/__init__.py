"""The tables of the offers room: offers and what they are rated, what the person needs, and what they decided."""

from apps.opportunities.models.calendar_feed import CalendarFeed
from apps.opportunities.models.deal_breaker import DealBreaker, Verdict
from apps.opportunities.models.decision import Decision, DecisionReview
from apps.opportunities.models.needs import ExchangeRate, Needs
from apps.opportunities.models.offer_skill import OfferSkill, taught
from apps.opportunities.models.opportunity import Opportunity
from apps.opportunities.models.rating import Rating
from apps.opportunities.models.referral import Referral, led_by
from apps.opportunities.models.season import Season

__all__ = [
    "CalendarFeed",
    "DealBreaker",
    "Decision",
    "DecisionReview",
    "ExchangeRate",
    "Needs",
    "OfferSkill",
    "Opportunity",
    "Rating",
    "Referral",
    "Season",
    "Verdict",
    "led_by",
    "taught",
]
