#!/usr/bin/python3
"""packaging/mutate sees every refusal, and takes each out of order without moving a line."""

import pathlib
import re
import sys
import unittest

import check_refusals

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "packaging" / "lib"))

from mutation import sites  # noqa: E402

# Codes that their refusals do not name: translations of another's error, and what is chosen or written elsewhere.
ELSEWHERE = {
    "audit.journal_locked", "audit.journal_missing", "batch.alike", "batch.paid_already",
    "batch.refused", "bitcoin.non_minimal_size", "bitcoin.spend_unknown_output", "bsms.first_address",
    "descriptor.key_extended", "file.permission_denied", "keys.key_mismatch", "net.request_refused",
    "net.unknown_deployment", "psbt.truncated", "quorum.excluded", "quorum.role_missing", "signer.child_lost",
    "signer.journal_unreadable", "signer.not_a_seat", "signer.still_cooling", "store.wrong_key",
    "unpoliced.no_key_of_ours", "unpoliced.secret_lines", "unpoliced.secret_unreadable", "vault.bad_final_witness",
    "vault.redeem_script_missing", "vault.utxo_missing", "vault.witness_script_missing", "withdrawal.duplicate",
}  # fmt: skip


def found(text: str) -> list[sites.Site]:
    result = sites.sites_of(pathlib.Path("core/m/x.cpp"), text)
    for number, site in enumerate(result, 1):
        site.number = number
    return result


def switched(text: str) -> str:
    """The text with its switches, whose long name is written OFF."""
    return sites.with_switches(text, found(text)).replace(sites.OFF, "OFF")


class Finding(unittest.TestCase):
    def kinds(self, text: str) -> list[str]:
        return [site.kind for site in found(text)]

    def test_a_refusal_behind_a_condition_is_left_out_with_its_else_in_place(self):
        self.assertEqual(switched("if (a)\n    return Unexpected(Error::b);\nelse c();"),
                         "if (a)\n    { if (!OFF(1)) return Unexpected(Error::b); }\nelse c();")  # fmt: skip
        self.assertEqual(self.kinds("if (a) {\n  close();\n  return base::Unexpected(Error::b);\n}"), ["guard"])
        self.assertEqual(self.kinds("std::optional<Error> f() { if (a) return Error::b; return {}; }"), ["guard"])

    def test_a_refusal_that_ends_a_function_says_yes_instead(self):
        text = "Result<void> f() {\n    if (a)\n        return {};\n    return Unexpected(Error::b);\n}"
        self.assertIn("return ::strongroom::mutation::OrEmpty{1,  Unexpected(Error::b)};".replace("  ", " "),
                      switched(text).replace("  ", " "))  # fmt: skip

    def test_a_choice_is_made_for_the_side_that_does_not_refuse(self):
        self.assertEqual(switched("return a ? b : Unexpected(c);"), "return (( a ) || OFF(1)) ? b : Unexpected(c);")
        self.assertEqual(switched("auto x = a ? Unexpected(c) : b;"), "auto x =  ((a ) && !OFF(1)) ? Unexpected(c) : b;")
        self.assertEqual(self.kinds("if (d)\n return Unexpected(a ? Error::b : Error::c);"), ["guard"])

    def test_findings_votes_that_do_not_count_and_checks_are_seen(self):
        self.assertEqual(self.kinds("if (a) list.push_back(makeFinding(FindingCode::b));"), ["finding"])
        self.assertEqual(self.kinds("if (a) { list.push_back({b, NotCounted::c}); continue; }"), ["finding"])
        self.assertEqual(self.kinds("accept(a, b, Error::c);"), ["choice"])
        self.assertEqual(switched("STRONGROOM_TRY(x.checkAll(a));"), "STRONGROOM_TRY_UNLESS(1, x.checkAll(a));")
        self.assertEqual(self.kinds("STRONGROOM_TRY(file.append(a));"), [])

    def test_a_function_that_makes_refusals_is_known_by_its_type(self):
        text = "Unexpected<Failure> malformed() { x(); }\nvoid f() { if (a) return malformed(); }"
        self.assertEqual(self.kinds(text), ["guard"])

    def test_comments_and_texts_are_no_code(self):
        self.assertEqual(found('// if (a) return Unexpected(b);\nauto s = "if (a) return Unexpected(b);";'), [])

    def test_what_a_refusal_is_known_by_stays_when_lines_move(self):
        text = "if (a)\n    return Unexpected(Error::b);\nif (a)\n    return Unexpected(Error::b);"
        first, second = found(text)
        self.assertEqual(first.key, "core/m/x.cpp: if (a) return Unexpected(Error::b);")
        self.assertEqual(second.key, first.key + " #2")
        self.assertEqual([site.key for site in found("\n\n" + text.replace("    ", " "))], [first.key, second.key])


class Repository(unittest.TestCase):
    def test_every_code_that_has_a_row_has_a_switch_and_no_line_moves(self):
        codes = set()
        for path in sorted((ROOT / "core").rglob("*.cpp")):
            text = path.read_text(encoding="utf-8")
            of_file = sites.sites_of(path.relative_to(ROOT), text)
            self.assertEqual(sites.with_switches(text, of_file).count("\n"), text.count("\n"), path)
            codes.update(word for site in of_file for word in site.code.split())
        names = check_refusals.enumerators(ROOT)
        rows = {row["code"] for document in check_refusals.REFUSING for table in ("refusals", check_refusals.BAD_INPUT)
                for row in check_refusals.optional_table(ROOT / document, table)}  # fmt: skip
        without = set()
        for code in rows - {check_refusals.NOTHING_REFUSED}:
            words = [re.split(r"[._]", part) for part in (code, code.split(".", 1)[1])]
            camel = {first + "".join(word.title() for word in rest) for first, *rest in words}
            if not (names.get(code, set()) | camel | {code}) & codes:
                without.add(code)
        self.assertEqual(without, ELSEWHERE)


if __name__ == "__main__":
    unittest.main()
