"""Days as a file that calendar programs read (iCalendar: RFC 5545, and RFC 7986 for its name and how often to ask)."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

ASK_AGAIN = timedelta(hours=6)
REMIND = timedelta(hours=-15)  # of the midnight at which a day begins: nine in the morning of the day before
PRODUCER = "-//careerplanner//Dates//EN"


@dataclass(frozen=True, slots=True)
class Entry:
    """One whole day with something to do."""

    uid: str  # the same for good, so that a change moves the entry and makes no second one
    day: date
    title: str
    path: str  # where on this site to do it
    made: datetime
    changed: datetime
    revision: int  # 0 when new, higher with each change
    remind: bool = False  # the day before


def one_line(text: str) -> str:
    """The text without line breaks and other control characters, which a title of a calendar cannot hold."""
    words = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text)
    return " ".join(words.split())


def calendar(entries: Iterable[Entry], *, name: str, site: str, see: str) -> bytes:
    """The file as it is sent; the same entries give the same bytes.

    `site` is the address that the paths belong to, `see` the words before the link of each.
    """
    found = Calendar()
    found.add("version", "2.0")
    found.add("prodid", PRODUCER)
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("name", name)
    found.add("x-wr-calname", name)
    found.add("refresh-interval", ASK_AGAIN, parameters={"value": "DURATION"})
    found.add("x-published-ttl", "PT6H")
    for entry in entries:
        found.add_component(_event(entry, site + entry.path, see))
    written: bytes = found.to_ical(sorted=False)
    return written


def _event(entry: Entry, url: str, see: str) -> Event:
    event, title = Event(), one_line(entry.title)
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed)
    event.add("created", entry.made)
    event.add("last-modified", entry.changed)
    event.add("sequence", entry.revision)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", title)
    event.add("description", f"{see} {url}")  # some programs show no URL
    event.add("url", url)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")  # nobody is busy all day because of it
    if entry.remind:
        event.add_component(_alarm(title))
    return event


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", REMIND)
    return alarm
