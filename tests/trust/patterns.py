"""Every regular expression of the code, how each is asked, and texts that make a careless one run away."""

import ast
import importlib
import re
import time
import warnings
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PARSER: Any = re._parser  # type: ignore[attr-defined]
ASKED = {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
AT_THE_START = {"match", "fullmatch"}
ENDLESS = 25  # a repeat that may go on for longer is tried
REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
LETTERS = "a1 -.,:@/(\n\"'A_%€é<|#+\x01"

# The coach's have their own tests (tests/achievements/test_coach_bounds.py), and never see more than 4 000 characters.
ELSEWHERE = "apps/achievements/coach/"

# Those made of what is only known when they are asked: in which function, and such a one.
MADE_WHEN_ASKED = {
    ("apps/opportunities/adverts/words.py", "_compile"): "",  # makes the patterns of its own module
    ("apps/opportunities/forms/weighing.py", "_read"): r"[0-9]{1,3}( [0-9]{1,3}){7}",
    ("apps/reflections/addressing.py", "tokens"): r"(?<![\w.+-])hello\+([0-9a-f]{32})@example\.org(?![\w.-])",
    ("apps/reflections/discretion.py", "_of"): r"Leah\ Moss",
    ("apps/reflections/quoting.py", "_without_beginning"): r"Two\s+things\s+wait\Z",
}


@dataclass(frozen=True)
class Expression:
    """A pattern, where it stands, and whether it is only ever asked about the start of a text."""

    pattern: re.Pattern[Any]
    where: str
    anchored: bool

    def milliseconds(self, text: str) -> float:
        """CPU time of one answer; a second is the most that is waited for."""
        given = text.encode("latin-1", "replace") if isinstance(self.pattern.pattern, bytes) else text
        began = time.process_time_ns()
        if self.anchored:
            self.pattern.match(given)
            self.pattern.fullmatch(given)
        else:
            for _ in self.pattern.finditer(given):
                pass
        return (time.process_time_ns() - began) / 1e6


def expressions() -> list[Expression]:
    """Each once; fails for one that nobody can find without running the code, and that is not in the list above."""
    asked, found = _ways(), []
    for file in sorted((*ROOT.glob("apps/**/*.py"), *ROOT.glob("careerplanner/*.py"))):
        name = str(file.relative_to(ROOT))
        if "/migrations/" in name or name.startswith(ELSEWHERE) or "import re\n" not in file.read_text():
            continue
        module = importlib.import_module(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        for attribute, value in vars(module).items():
            for pattern in _patterns(value):
                ways = asked[module.__name__, attribute]
                found.append(Expression(pattern, f"{name} {attribute}", bool(ways) and ways <= AT_THE_START))
        for way, pattern, function in _direct(ast.parse(file.read_text()), vars(module), name):
            found.append(Expression(pattern, f"{name} {function}", way in AT_THE_START))
    return list({(each.pattern, each.anchored): each for each in found}.values())


def _patterns(thing: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(thing, re.Pattern):
        yield thing
    elif isinstance(thing, dict) and depth < 4:
        yield from (found for value in thing.values() for found in _patterns(value, depth + 1))
    elif isinstance(thing, list | tuple) and depth < 4:
        yield from (found for value in thing for found in _patterns(value, depth + 1))
    elif is_dataclass(thing) and not isinstance(thing, type) and depth < 4:
        yield from (found for each in fields(thing) for found in _patterns(getattr(thing, each.name), depth + 1))


def _ways() -> dict[tuple[str, str], set[str]]:
    """By module and name of a pattern, what it is asked anywhere; used in another way, it may be asked anything."""
    ways: dict[tuple[str, str], set[str]] = defaultdict(set)
    for file in ROOT.glob("apps/**/*.py"):
        tree = ast.parse(file.read_text())
        here = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        home = {name.asname or name.name: str(node.module) for node in ast.walk(tree)
                if isinstance(node, ast.ImportFrom) for name in node.names}  # fmt: skip
        owners = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                ways[home.get(node.id, here), node.id].add(owners.get(id(node), "search"))
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in home:
                module = f"{home[node.value.id]}.{node.value.id}"  # words.PERIOD_AFTER
                ways[module, node.attr].add(owners.get(id(node), "search"))
    return ways


def _direct(tree: ast.Module, known: dict[str, Any], file: str) -> Iterator[tuple[str, re.Pattern[Any], str]]:
    """The patterns that are asked, or made, inside functions."""
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for node in ast.walk(function):
            way = _called(node)
            if way is None or not isinstance(node, ast.Call):
                continue
            given = MADE_WHEN_ASKED.get((file, function.name))
            if given is None:
                source = compile(ast.Expression(node.args[0]), file, "eval")
                try:
                    given = eval(source, dict(known))  # our own code, read from its file
                except NameError:
                    raise AssertionError(f"{file}: {function.name} makes a pattern that is not tried") from None
            if given:
                flags = [each.value for each in node.keywords if each.arg == "flags"]
                flags += [each for each in node.args[1:] if isinstance(each, ast.Attribute | ast.BinOp)]
                value = eval(compile(ast.Expression(flags[0]), file, "eval"), dict(known)) if flags else 0
                yield way, re.compile(given, value if isinstance(value, int) else 0), function.name


def _called(node: ast.AST) -> str | None:
    """What `re` is asked by this node."""
    function = node.func if isinstance(node, ast.Call) else None
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re":
        return function.attr if function.attr in {*ASKED, "compile"} else None
    return None


# --- Texts that hurt --------------------------------------------------------------------------------------------


def hostile(pattern: re.Pattern[Any]) -> list[tuple[str, str]]:
    """What to begin with and what to say again and again: for each repeat that has no near end, and a few anyway."""
    text = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = list(PARSER.parse(text, pattern.flags & ~re.UNICODE))
    whole = _said(tree, 0)
    found = dict.fromkeys(_pumps(tree, ""))
    found |= dict.fromkeys(("", letter) for letter in 'a 1-.,\n("')
    found |= dict.fromkeys(("", whole[:end]) for end in range(1, min(len(whole), 40) + 1))
    return [pair for pair in found if pair[1]]


def _pumps(tree: list[Any], before: str) -> Iterator[tuple[str, str]]:
    for place, (operation, told) in enumerate(tree):
        here, after = before + _said(tree[:place], 0), tree[place + 1 :]
        if str(operation) in REPEATS and told[1] >= ENDLESS:
            for which in range(3):
                again = _said(told[2], which)
                yield from ((here, again), (here, again + _said(after, which)), ("", here + again), (here, again * 3))
        for inner in _inside(told):
            yield from _pumps(list(inner), here)


def _inside(told: Any) -> Iterator[Any]:
    if isinstance(told, PARSER.SubPattern):
        yield told
    elif isinstance(told, list | tuple):
        for each in told:
            yield from _inside(each)


def _said(tree: Any, which: int) -> str:
    """A short text that these parts take, as far as it can be guessed."""
    return "".join(_letter(str(operation), told, which) for operation, told in tree)


def _letter(operation: str, told: Any, which: int) -> str:
    if operation == "LITERAL":
        return chr(told)
    if operation in {"NOT_LITERAL", "ANY", "IN"}:
        fitting = [letter for letter in LETTERS if _takes(operation, told, letter)]
        fitting = fitting or [chr(each[1]) for each in told if str(each[0]) == "LITERAL"]
        return fitting[min(which, len(fitting) - 1)] if fitting else ""
    if operation in REPEATS:
        return _said(told[2], which) * max(told[0], 1 if which == 2 else 0)
    if operation == "BRANCH":
        return _said(told[1][min(which, len(told[1]) - 1)], which)
    if operation in {"SUBPATTERN", "ATOMIC_GROUP"}:
        return _said(told[-1] if operation == "SUBPATTERN" else told, which)
    return ""


def _takes(operation: str, told: Any, letter: str) -> bool:
    if operation == "ANY":
        return letter != "\n"
    if operation == "NOT_LITERAL":
        return ord(letter) != told
    kinds = {"DIGIT": letter.isdigit(), "SPACE": letter.isspace(), "WORD": letter.isalnum() or letter == "_"}
    takes, turned = False, False
    for name, each in told:
        match str(name):
            case "NEGATE":
                turned = True
            case "LITERAL":
                takes |= ord(letter) == each
            case "RANGE":
                takes |= each[0] <= ord(letter) <= each[1]
            case _:
                kind = str(each).removeprefix("CATEGORY_")
                takes |= kinds[kind.removeprefix("NOT_")] != kind.startswith("NOT_")
    return takes != turned
