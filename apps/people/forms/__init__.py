"""Forms of the people room."""

from apps.people.forms.contact import ContactForm
from apps.people.forms.feedback import FeedbackForm
from apps.people.forms.narrowing import PeopleFilter
from apps.people.forms.person import PersonForm

__all__ = ["ContactForm", "FeedbackForm", "PeopleFilter", "PersonForm"]
