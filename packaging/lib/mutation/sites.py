"""Finds the refusals of a C++ source, and writes a source in which each of them has a switch.

A refusal is one of these. Out of order means that the program goes on as if nothing had been found.
  guard     `if (…) return Unexpected(…);`, and any other return behind a condition that names an error
  end       `return Unexpected(…);` as the end of a function or a case: the answer is yes, or empty
  choice    `c ? a : Unexpected(…)`: always a
  finding   `findings.push_back(makeFinding(…));`, a vote that is not counted, a statement that is not accepted
  call      `STRONGROOM_TRY(checkPart(…));`: what the check says is not heard
"""

import dataclasses
import pathlib
import re

IGNORED = re.compile(r'//[^\n]*|/\*.*?\*/|R"\(.*?\)"|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Fa-f])\'(?:\\.|[^\'\\\n])+\'|'
                     r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.DOTALL | re.MULTILINE)  # fmt: skip
ERROR = r"\b(?:\w*Error|\w*Fault|FindingCode|NotCounted)::[a-z]\w*\b"
RETURN = re.compile(r"\breturn\b")
HELPER = re.compile(r"\bUnexpected<[^;{}]*?>\s+(\w+)\(|\bauto (\w+) = (?:base::)?Unexpected\(")
FINDING = re.compile(rf"[\w.>-]+\.push_back\((?=[^;]*(?:\b(?:makeFinding|problemOf)\(|{ERROR}))|"
                     r"(?<![\w:.>])find\((?=\s{4})")  # fmt: skip
ACCEPTED = re.compile(rf"\baccept\((?=([^,;]+),[^;]*{ERROR})")
MAKES = re.compile(r"\bUnexpected<[^;{}]*?>\s+\w+\([^;{}]*\)\s*$")
CHOICE = re.compile(r"(?<![<>=!])=(?!=)\s*(?=[^;{}]*\?[^;{}]*\bUnexpected\()")
CALL = re.compile(r"\bSTRONGROOM_TRY\((?=\s*(?:\w+(?:::|\.|->))*(?:check|refuse|require|verify|demand|judge|must)\w*\()")
CODE = re.compile(r'\b\w*(?:Error|Fault|Code|NotCounted)::([a-z]\w*)|\bfind\(\s*"([a-z_.]+)"')
OFF = "::strongroom::mutation::off"


@dataclasses.dataclass
class Site:
    """One refusal: where it stands, what it is, and the edits (from, to, text) that give it a switch."""

    path: pathlib.Path
    line: int
    last_line: int
    kind: str
    code: str
    key: str  # stays when lines move: the file, the condition and the statement
    start: int
    end: int
    edits: list[tuple[int, int, str]]
    number: int = 0

    @property
    def name(self) -> str:
        return f"{self.path.as_posix()}:{self.line} {self.code}"


def blanked(text: str) -> str:
    """The same length without comments, literals and directives, so that brackets and words are code."""
    return IGNORED.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def end_of_statement(code: str, start: int) -> int:
    depth = 0
    for position in range(start, len(code)):
        if code[position] in "([{":
            depth += 1
        elif code[position] in ")]}":
            depth -= 1
        if depth < 0:
            return position
        if code[position] == ";" and depth == 0:
            return position + 1
    return len(code)


def before(code: str, position: int, stops: str) -> int:
    """Where the last of `stops` stands before the position, outside of brackets; -1 where none does."""
    depth = 0
    for place in range(position - 1, -1, -1):
        if code[place] in stops and depth == 0:
            return place
        if code[place] in ")]}":
            depth += 1
        elif code[place] in "([{":
            if depth == 0:
                return -1 if code[place] not in stops else place
            depth -= 1
    return -1


def is_condition(head: str) -> bool:
    """Whether this is what stands before a statement that may be left out: `if (…)` or `else`."""
    if re.search(r"\belse$", head):
        return True
    if not head.endswith(")"):
        return False
    opening = before(head, len(head) - 1, "(")
    return opening >= 0 and re.search(r"\b(?:if|for|while)(?:\s+constexpr)?\s*$", head[:opening]) is not None


def is_guard(code: str, start: int, end: int) -> bool:
    """Whether the function goes on without the statement: behind a condition, or the end of a block behind one."""
    head = code[:start].rstrip()
    if is_condition(head):
        return True
    if not code[end:].lstrip().startswith("}"):
        return False
    opening = before(code, start, "{")
    return opening >= 0 and is_condition(code[:opening].rstrip())


def refusing_words(code: str) -> str:
    """A pattern for what makes a refusal in this source: Unexpected, and functions and constants that are one."""
    return "|".join(["Unexpected", "refuse", *(name for names in HELPER.findall(code) for name in names if name)])


def choice(code: str, start: int, end: int, refuses: re.Pattern) -> list[tuple[int, int, str]] | None:
    """The edits of `c ? a : Unexpected(…)` between start and end, or of the reverse; {0} is the site's number."""
    depth, question, colon = 0, -1, -1
    for position in range(start, end):
        if code[position] in "([{":
            depth += 1
        elif code[position] in ")]}":
            depth -= 1
        elif depth == 0 and code[position] == "?" and question < 0:
            question = position
        elif depth == 0 and code[position] == ":" and question >= 0 and ":" not in code[position - 1] + code[position + 1]:
            colon = position
            break
    if colon < 0:
        return None
    refusing = [refuses.search(side) is not None for side in (code[question:colon], code[colon:end])]
    if refusing == [False, True]:
        return [(start, start, " (("), (question, question, f") || {OFF}({{0}})) ")]
    if refusing == [True, False]:
        return [(start, start, " (("), (question, question, f") && !{OFF}({{0}})) ")]
    return None


def returns(code: str, words: str):
    """(start, end, kind, edits) of each refusing return."""
    refuses = re.compile(rf"\b(?:{words})\b|{ERROR}")
    ending = re.compile(rf"return\s+(?:base::)?(?:{words})\b")
    for match in RETURN.finditer(code):
        start, end = match.start(), end_of_statement(code, match.start())
        if not refuses.search(code, start, end):
            continue
        if edits := choice(code, match.end(), end, refuses):
            yield start, end, "choice", edits
        elif is_guard(code, start, end):
            yield start, end, "guard", [(start, start, f"{{{{ if (!{OFF}({{0}})) "), (end, end, " }}")]
        elif ending.match(code, start) and not MAKES.search(code[: max(0, before(code, start, "{"))]):
            wrapped = "return ::strongroom::mutation::OrEmpty{{{0}, "
            yield start, end, "end", [(start, match.end(), wrapped), (end - 1, end - 1, "}}")]


def others(code: str):
    """(start, end, kind, edits) of findings, choices that are no returns, and calls of checks."""
    for match in FINDING.finditer(code):
        start, end = match.start(), end_of_statement(code, match.start())
        if code[:start].rstrip()[-1] not in ";{}):e":  # e: else
            continue  # a value
        if jump := re.match(r"\s*continue;", code[end:]):
            end += jump.end()
        yield start, end, "finding", [(start, start, f"{{{{ if (!{OFF}({{0}})) {{{{ "), (end, end, " }}}}")]
    for match in CHOICE.finditer(code):
        start, end = match.end(), end_of_statement(code, match.end())
        if edits := choice(code, start, end, re.compile(r"\bUnexpected\(")):
            yield start, end, "choice", edits
    for match in ACCEPTED.finditer(code):
        start, end = match.end(1), end_of_statement(code, match.start())
        yield match.start(), end, "choice", [(match.end(), match.end(), "("), (start, start, f") || {OFF}({{0}})")]
    for match in CALL.finditer(code):
        start, end = match.start(), end_of_statement(code, match.start())
        yield start, end, "call", [(start, match.end(), "STRONGROOM_TRY_UNLESS({0}, ")]


def sites_of(path: pathlib.Path, text: str) -> list[Site]:
    """The refusals of a source, in its order."""
    code = blanked(text)
    sites, keys = [], {}
    for start, end, kind, edits in sorted([*returns(code, refusing_words(code)), *others(code)], key=lambda found: found[:2]):
        beginning = before(code, start, ";{}")
        if beginning >= 0 and code[beginning] == "{" and is_condition(code[:beginning].rstrip()):
            beginning = before(code, beginning, ";{}")
        statement = " ".join(text[start:end].split())
        condition = " ".join(re.sub(r"//[^\n]*", "", text[beginning + 1 : start]).split())
        key = f"{path.as_posix()}: {condition} {statement}".replace("  ", " ")
        keys[key] = keys.get(key, 0) + 1
        codes = [enumerator or code for enumerator, code in CODE.findall(statement)]
        lines = [text.count("\n", 0, place) + 1 for place in (start, end)]
        sites.append(Site(path, *lines, kind, " ".join(codes) if codes else "passed on",
                          key if keys[key] == 1 else f"{key} #{keys[key]}", start, end, edits))  # fmt: skip
    return sites


def with_switches(text: str, sites: list[Site]) -> str:
    """The source, with a switch at each site. No line moves."""
    pieces, position = [], 0
    for start, end, written in sorted((edit[0], edit[1], edit[2].format(s.number)) for s in sites for edit in s.edits):
        pieces += [text[position:start], written]
        position = end
    return "".join(pieces) + text[position:]
