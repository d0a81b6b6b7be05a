"""The slots beside result and measure: action, how, beneficiary, scope and tools."""

import re

from . import english as en
from .phrases import any_of, phrase

_FIRST_WORD = re.compile(r"[a-z]+(?:['-][a-z]+){0,9}")
_HOW = phrase(
    r"\b(?:by \w+ing\b|through \w|using \w|thanks to \w|via \w|because of \w|with (?:a|an|"
    r"the|one|my|photos|new) (?!\d)\w|after (?:i|we|the|my|a|replacing|moving) \w"
    r"|since (?:i|we) \w|when (?:i|we) \w|because (?:i|we) \w|introduc(?:ed|ing) \w|after "
    r"\w+ing \w|suggesting \w)[^,;.\n]{0,80}"
)
_PARTINGS = (",", ";", ":", "\n", ". ", " so ", " and ")  # what may part the deed from its result
_BENEFICIARY = re.compile(
    r"\b(?:"
    + "|".join(
        sorted(
            en.PEOPLE - {"class", "head", "hospital", "museum", "gallery", "mr", "mrs", "ms", "dr"},
            key=len,
            reverse=True,
        )
    )
    + r")\b"
)
_SCOPE = phrase(
    r"\b(?:team|crew|staff|brigade|gang|class|group|caseload|budget|department) of (?:about "
    r"|around |over |up to )?[€$£]?\w[\w.,]*"
    r"|\bacross (?:\w+ ){1,2}(?:sites|shops|stores|countries|schools|teams|branches|wards|"
    r"departments)|\b\w+ direct reports\b|\b\d+-(?:bed|seat|cover|person|room)\b"
)
_TOOL_NAMES = (
    "excel word powerpoint sap python javascript sql photoshop illustrator lightroom indesign figma "
    "salesforce jira autocad revit solidworks power_bi tableau quickbooks xero datev sage canva wordpress "
    "git docker linux aws azure office_365 servicenow zendesk hubspot shopify matlab"
)
_TOOLS = phrase(rf"\b{any_of(_TOOL_NAMES.strip())}\b")


def further_slots(line: str, results: list[int]) -> list[tuple[str, int, int]]:
    """(slot, start, end) of what else a cleaned line tells; `results` are where its results start."""
    found = [("beneficiary", *m.span()) for m in list(_BENEFICIARY.finditer(line))[:3]]
    found += [("scope", *m.span()) for m in _SCOPE.finditer(line)]
    found += [("tools", *m.span()) for m in _TOOLS.finditer(line)]
    how = _HOW.search(line)
    action = _FIRST_WORD.search(line)
    if action and (action.group().endswith("ed") or action.group() in en.IRREGULAR):
        found.append(("action", *action.span()))
        parting = max((line.rfind(mark, 0, min(results, default=0)) for mark in _PARTINGS), default=-1)
        if not how and parting > action.end():
            found.append(("how", action.start(), len(line[:parting].rstrip())))
    if how:
        found.append(("how", how.start(), len(line[: how.end()].rstrip())))
    return found
