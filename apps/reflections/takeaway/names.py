"""What a person calls the rows of each table."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: Mapping[str, str | Promise] = {
    "achievements.Achievement": _("Journal entries"),
    "achievements.ContactEntry": _("Entries that came of contacts"),
    "achievements.Draft": _("Drafts"),
    "achievements.Evidence": _("Which entry shows which skill"),
    "achievements.FollowUp": _("Whether outcomes lasted"),
    "achievements.LearningStep": _("What you mean to learn"),
    "achievements.Organisation": _("Organisations"),
    "achievements.PastVersion": _("Earlier versions of entries"),
    "achievements.Portfolio": _("Portfolios"),
    "achievements.PortfolioChoice": _("Entries put in or left out of portfolios"),
    "achievements.Proof": _("Proof"),
    "achievements.ProofFile": _("Files that prove something"),
    "achievements.Role": _("Roles on your timeline"),
    "achievements.Scope": _("Growth in scope"),
    "achievements.ShareLink": _("Shared addresses of portfolios"),
    "achievements.Upload": _("Files you brought in"),
    "achievements.Witness": _("People asked to confirm a line"),
    "opportunities.CalendarFeed": _("Your calendar’s address"),
    "opportunities.DealBreaker": _("Deal-breakers"),
    "opportunities.Decision": _("Decisions"),
    "opportunities.DecisionReview": _("Looks back at decisions"),
    "opportunities.ExchangeRate": _("Your exchange rates"),
    "opportunities.Needs": _("What you need each month"),
    "opportunities.OfferSkill": _("Skills that offers build"),
    "opportunities.Opportunity": _("Offers and your present job"),
    "opportunities.Rating": _("Ratings"),
    "opportunities.Referral": _("Who led to which offer"),
    "opportunities.Season": _("Seasons"),
    "opportunities.Verdict": _("What offers do to deal-breakers"),
    "people.Contact": _("Contacts"),
    "people.Feedback": _("What people said of your work"),
    "people.Person": _("People"),
    "people.Promise": _("Promises"),
    "reflections.InboundMessage": _("Replies by e-mail"),
    "reflections.Nudge": _("Weekly e-mails"),
    "reflections.NudgePlan": _("When the e-mail comes"),
    "reflections.Reflection": _("Your answers"),
    "reflections.Suppression": _("Addresses that took no e-mail"),
    "skills.Credential": _("Credentials"),
    "skills.CredentialSkill": _("Which credential vouches for which skill"),
    "skills.Direction": _("Directions"),
    "skills.DirectionNeed": _("Skills that directions ask for"),
    "skills.Focus": _("Skills in focus"),
    "skills.Practice": _("Practice"),
    "skills.Skill": _("Skills"),
}


def named(label: str) -> str:
    """What rows of this table are called."""
    return str(NAMES.get(label, label))
