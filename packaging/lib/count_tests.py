#!/usr/bin/python3
"""Counts single test cases in a CTest result: one program holds many.

Usage: count_tests.py JUNIT-FILE    prints "PASSED FAILED SKIPPED" on one line
"""

import re
import sys
import xml.etree.ElementTree


def count_output(text: str) -> tuple[int, int, int] | None:
    """(passed, failed, skipped) that a test program reports itself; nothing when it reports no numbers."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    total = [0, 0, 0]
    found = False
    for match in re.finditer(r"\[doctest\] test cases:\s*(\d+) \|\s*(\d+) passed \|\s*(\d+) failed", text):
        found = True
        total[0] += int(match[2])
        total[1] += int(match[3])
    for match in re.finditer(r"^Totals: (\d+) passed, (\d+) failed, (\d+) skipped", text, re.MULTILINE):
        found = True
        for index in range(3):
            total[index] += int(match[index + 1])
    total[0] -= len(re.findall(r"^PASS\s+: .*::(?:init|cleanup)TestCase\(\)$", text, re.MULTILINE))
    for match in re.finditer(r"^Ran (\d+) tests? in .*\n\s*(OK|FAILED)(.*)$", text, re.MULTILINE):
        found = True
        numbers = {name: int(number) for name, number in re.findall(r"(\w+)=(\d+)", match[3])}
        failed = numbers.get("failures", 0) + numbers.get("errors", 0)
        skipped = numbers.get("skipped", 0)
        total[0] += int(match[1]) - failed - skipped
        total[1] += failed
        total[2] += skipped
    return (total[0], total[1], total[2]) if found else None


def count_case(case: xml.etree.ElementTree.Element) -> tuple[int, int, int]:
    """What one CTest test contributes. CTest's own verdict prevails over what the program printed."""
    counted = count_output(case.findtext("system-out") or "")
    status = case.get("status")
    if status in ("notrun", "disabled") or case.find("skipped") is not None:
        return (0, 0, sum(counted) if counted else 1)
    if status == "run" and case.find("failure") is None:
        return counted or (1, 0, 0)
    passed, failed, skipped = counted or (0, 0, 0)
    return (passed, max(failed, 1), skipped)


def main(path: str) -> None:
    cases = xml.etree.ElementTree.parse(path).getroot().iter("testcase")
    print(*(sum(column) for column in zip((0, 0, 0), *map(count_case, cases))))


if __name__ == "__main__":
    main(sys.argv[1])
