#!/usr/bin/python3
"""The checkers fail when they should: each test breaks one rule in a small repository of its own."""

import pathlib
import subprocess
import tempfile
import unittest

import check_documents
import check_layers
import check_qml_tokens
import check_refusals
import check_symbols
import check_vectors

MODULES = """<!-- table: modules -->
| module | one sentence | may include | libraries |
|---|---|---|---|
| base | ground | – | openssl nlohmann |
| crypto | primitives | base | secp256k1 |
| service | use cases | base crypto | – |
| ui | pages | base service | – |
| app | mains | base service | – |
"""


class Repository(unittest.TestCase):
    """A test with a temporary repository that starts without a problem."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.write("docs/architecture.md", MODULES)
        self.write("core/base/result.h", "#pragma once\n#include <string>\n")
        self.write("core/crypto/hash.cpp", '#include "base/result.h"\n#include <secp256k1.h>\n')
        self.write("core/crypto/CMakeLists.txt", "strongroom_core_module(crypto SOURCES hash.cpp DEPENDS base)\n")

    def write(self, path: str, text: str):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


class Layers(Repository):
    def problems(self) -> str:
        return "\n".join(check_layers.check(self.root)[1])

    def test_a_repository_in_order_passes(self):
        self.assertEqual(self.problems(), "")

    def test_an_include_the_table_forbids_is_found_with_its_line(self):
        self.write("core/base/bad.cpp", '#include <string>\n#include "crypto/hash.h"\n')
        self.assertIn("core/base/bad.cpp:2: base may not include crypto", self.problems())

    def test_a_page_that_names_the_engine_is_found(self):
        self.write("ui/models/bad.h", '#include "crypto/hash.h"\n')
        self.assertIn("ui may not include crypto", self.problems())

    def test_qt_in_core_is_found(self):
        for header in ("QString", "QtCore/QObject"):
            self.write("core/base/bad.h", f"#include <{header}>\n")
            self.assertIn("no Qt in core", self.problems())

    def test_a_thread_in_core_is_found(self):
        self.write("core/base/bad.cpp", "#include <thread>\n")
        self.assertIn("core starts no threads", self.problems())

    def test_a_library_of_another_module_is_found(self):
        self.write("core/base/bad.cpp", "#include <secp256k1_schnorrsig.h>\n")
        self.assertIn("base may not use secp256k1", self.problems())

    def test_an_expensive_header_in_a_header_is_found(self):
        self.write("core/base/bad.h", "#include <nlohmann/json.hpp>\n")
        self.assertIn("nlohmann belongs in a .cpp file", self.problems())
        self.write("core/base/bad.h", "#include <nlohmann/json_fwd.hpp>\n")
        self.assertEqual(self.problems(), "")

    def test_a_file_under_no_row_is_found(self):
        self.write("core/helpers/bad.cpp", "")
        self.assertIn("no row", self.problems())

    def test_an_include_inside_a_comment_is_none(self):
        self.write("core/base/good.cpp", '// #include "crypto/hash.h"\n/*\n#include "crypto/hash.h"\n*/\n')
        self.assertEqual(self.problems(), "")

    def test_a_forbidden_cmake_dependency_is_found_public_or_private(self):
        self.write("core/base/CMakeLists.txt", "strongroom_core_module(base SOURCES a.cpp DEPENDS crypto)\n")
        self.assertIn("base may not depend on crypto", self.problems())
        text = "strongroom_core_module(base SOURCES a.cpp\n PRIVATE_LIBRARIES strongroom_crypto m)\n"
        self.write("core/base/CMakeLists.txt", text)
        self.assertIn("base may not depend on crypto", self.problems())

    def test_a_table_with_a_cycle_is_found(self):
        self.write("docs/architecture.md", MODULES.replace("| ground | –", "| ground | crypto"))
        self.assertIn("base names crypto", self.problems())


class Symbols(Repository):
    """Builds real programs: the check must see what a linker does."""

    def build(self, name: str, source: str, *options: str) -> pathlib.Path:
        self.write("program.cpp", source)
        target = self.root / name
        command = ["g++", "-O0", str(self.root / "program.cpp"), "-o", str(target), *options]
        subprocess.run(command, check=True)
        return target

    def test_a_harmless_program_passes(self):
        self.assertEqual(check_symbols.check_file(self.build("strongroom-cli", "int main() {}")), [])

    def test_key_code_in_the_command_line_is_found(self):
        code = "namespace strongroom::keys { struct Seed { void open(int*); }; void Seed::open(int*) {} } int main() {}"
        problems = check_symbols.check_file(self.build("strongroom-cli", code))
        self.assertIn("strongroom-cli: contains strongroom::keys::Seed::open(int*)", problems)

    def test_a_signing_primitive_in_the_console_is_found(self):
        code = 'extern "C" int secp256k1_ecdsa_sign() { return 0; } int main() { return secp256k1_ecdsa_sign(); }'
        problems = check_symbols.check_file(self.build("strongroom", code))
        self.assertEqual(problems, ["strongroom: contains secp256k1_ecdsa_sign"])

    def test_a_call_into_a_shared_library_is_found_in_a_stripped_program_too(self):
        code = "#include <netdb.h>\nint main() { addrinfo* a; return getaddrinfo(nullptr, nullptr, nullptr, &a); }"
        problems = check_symbols.check_file(self.build("strongroom-signer", code, "-s"))
        self.assertEqual(problems, ["strongroom-signer: contains getaddrinfo"])

    def test_a_needed_library_is_found(self):
        program = self.build("strongroom-signer", "int main() {}", "-Wl,--no-as-needed", "-lssl")
        problems = check_symbols.check_file(program)
        self.assertEqual(len(problems), 1)
        self.assertIn("links libssl", problems[0])

    def test_a_failpoint_of_the_tests_in_a_shipped_program_is_found(self):
        code = '#include <cstdlib>\nint main() { return std::getenv("STRONGROOM_FAILPOINT") != nullptr; }'
        problems = check_symbols.check_file(self.build("strongroom-cli", code))
        self.assertEqual(problems, ["strongroom-cli: contains a failpoint of the tests"])

    def test_a_program_without_a_rule_is_an_error(self):
        self.assertIn("no rule", check_symbols.check_file(self.build("strongroom-new", "int main() {}"))[0])


class Tokens(unittest.TestCase):
    def problems(self, line: str) -> int:
        return len(check_qml_tokens.check_text("ui/pages/x/X.qml", line))

    def test_each_rule_finds_its_case(self):
        for line in (
            'color: "#ff0000"',
            'color: "#f00"',
            'border.color: "red"',
            'color: enabled ? "black" : Theme.text',
            "color: Qt.rgba(0, 0, 0, 1)",
            "font.pixelSize: 12",
            "spacing: 8",
            "anchors.margins: 4",
            "anchors.leftMargin: 4",
            "topPadding: 2.5",
            "radius: 6; width: 3",
        ):
            self.assertEqual(self.problems(line), 1, line)

    def test_tokens_zero_and_comments_pass(self):
        for line in (
            "color: Theme.text",
            "spacing: Spacing.m",
            "spacing: 0",
            "padding: 0; width: 1",
            '// color: "red"',
            'text: "#1 in line"',
            "Layout.fillWidth: true",
        ):
            self.assertEqual(self.problems(line), 0, line)


class Refusals(Repository):
    ROW = "| A46 | `psbt.duplicate_key` | a key twice | `{test}` |"

    def setUp(self):
        super().setUp()
        self.write("core/psbt/errors.cpp", 'const char* code = "psbt.duplicate_key";\n')
        self.rows(self.ROW.format(test="unit_psbt: a key twice is refused"))

    def rows(self, *rows: str, claimed: str = "A46"):
        head = f"Claimed: {claimed}\n\n<!-- table: refusals -->\n| id | code | what is refused | test |\n|---|---|---|---|\n"
        self.write("docs/attacks.md", head + "\n".join(rows) + "\n")

    def problems(self, binaries: pathlib.Path | None = None) -> str:
        return "\n".join(check_refusals.check(self.root, binaries, ["A46"])[1])

    def more(self, name: str, header: str, row: str):
        """Another table behind the first."""
        path = self.root / "docs/attacks.md"
        rule = "|---" * header.count("|") + "|"
        path.write_text(f"{path.read_text()}\n<!-- table: {name} -->\n| {header} |\n{rule}\n{row}\n", encoding="utf-8")

    def test_code_row_and_test_that_agree_pass(self):
        self.assertEqual(self.problems(), "")

    def test_a_code_without_a_row_is_found(self):
        self.write("core/psbt/more.cpp", 'const char* code = "psbt.trailing_bytes";\n')
        self.assertIn("psbt.trailing_bytes has no row", self.problems())

    def test_a_use_cases_code_without_a_row_is_found_and_a_kind_of_record_is_none(self):
        self.write("core/service/withdrawal_errors.cpp", 'Row{closed, {"withdrawal.closed", "It is closed."}};\n')
        self.write("core/service/event_sentences.cpp", '{"withdrawal.proposed", sentence},\n')
        self.assertEqual(self.problems().count("has no row"), 1)
        self.assertIn("withdrawal.closed has no row", self.problems())

    def test_a_required_attack_without_a_row_is_found(self):
        self.rows(self.ROW.format(test="unit_psbt: x").replace("A46", "A47"), claimed="A47")
        self.assertEqual(self.problems(), "docs/attacks.md: A46 has no row")

    def test_a_test_that_does_not_name_its_code_is_found(self):
        source = 'TEST_CASE("a key twice "\n          "is refused") {{ CHECK(error == {}); }}\n'
        for named in ("Error::duplicateKey", '"psbt.duplicate_key"'):
            self.write("tests/unit/psbt/a_test.cpp", source.format(named))
            self.assertEqual(self.problems(), "", named)
        for other in ("Error::duplicateKeys", "Error::trailingData", "true"):
            self.write("tests/unit/psbt/a_test.cpp", source.format(other))
            self.assertIn("no source of its tests names it", self.problems(), other)

    def test_bad_input_and_codes_that_nothing_brings_about_stand_in_tables_of_their_own(self):
        self.write("core/net/errors.cpp", 'Row{badUrl, {"net.bad_url", "…"}};\n')
        self.assertIn("net.bad_url has no row", self.problems())
        self.more("bad input", "code | what is refused | test", "| `net.bad_url` | text | unit_net: text |")
        self.assertEqual(self.problems(), "")
        self.write("core/net/errors.cpp", "")
        self.assertIn("no code net.bad_url", self.problems())
        self.write("core/net/errors.cpp", 'Row{badUrl, {"net.bad_url", "…"}}; Row{old, {"net.old_library", "…"}};\n')
        self.more("unreached", "code | why", "| `net.old_library` | no build finds one |")
        self.assertEqual(self.problems(), "")
        self.write("docs/attacks.md", (self.root / "docs/attacks.md").read_text().replace("net.old_library", "net.bad_url"))
        self.assertIn("net.bad_url has several rows", self.problems())
        self.assertIn("net.old_library has no row", self.problems())

    def test_a_row_without_a_code_is_found(self):
        self.write("core/psbt/errors.cpp", "")
        self.assertIn("no code psbt.duplicate_key", self.problems())

    def test_a_claimed_attack_without_a_row_is_found(self):
        self.rows(self.ROW.format(test="unit_psbt: x"), claimed="A46 A47")
        self.assertIn("A47 is claimed", self.problems())
        self.rows(self.ROW.format(test="unit_psbt: x"), claimed="")
        self.assertIn("A46 has a row but is not claimed", self.problems())

    def test_a_finding_that_names_another_attack_than_the_table_is_found(self):
        self.write("core/psbt/finding.cpp", 'FindingInfo{"psbt.duplicate_key", refuse, "A47", "…"}\n')
        self.assertIn("psbt.duplicate_key names A47", self.problems())
        self.write("core/psbt/finding.cpp", 'FindingInfo{\n "psbt.duplicate_key", refuse,\n "A46", "…"}\n')
        self.assertEqual(self.problems(), "")

    def test_rows_out_of_order_are_found(self):
        row = self.ROW.format(test="unit_psbt: x")
        self.rows(row.replace("A46", "A101"), row)
        self.assertIn("not sorted", self.problems())

    def test_a_test_that_is_gone_or_skipped_is_found(self):
        source = (
            "#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN\n#include <doctest/doctest.h>\n"
            'TEST_CASE("a key twice is refused") {}\nTEST_CASE("asleep" * doctest::skip()) {}\n'
        )
        self.write("suite.cpp", source)
        subprocess.run(["g++", "-O0", self.root / "suite.cpp", "-o", self.root / "unit_psbt"], check=True)
        self.assertEqual(self.problems(self.root), "")
        for gone in ("unit_psbt: another name", "unit_psbt: asleep", "unit_nothing: a key twice is refused"):
            self.rows(self.ROW.format(test=gone))
            self.assertIn("A46 psbt.duplicate_key", self.problems(self.root), gone)


class Vectors(Repository):
    TEST = 'TEST_CASE("paths lead "\n          "to keys") { read("bips/paths.json"); }\n'

    def setUp(self):
        super().setUp()
        self.write("tests/vectors/keys/paths_test.cpp", self.TEST)
        self.write("vectors/bips/paths.json", "{}")
        self.write("vectors/bips/other/a.json", "{}")
        self.tables("| `bips/paths.json` | vectors_keys: paths lead to keys |", "| `bips/other/*` | all | not ours |")

    def tables(self, readers: str, skipped: str):
        head = "<!-- table: {} -->\n{}\n|---|---|\n{}\n"
        self.write("tests/vectors/README.md", head.format("readers", "| file | read by |", readers))
        self.write("tests/vectors/SKIPPED.md", head.format("skipped", "| file | not run | why |", skipped))

    def problems(self) -> str:
        return "\n".join(check_vectors.check(self.root, None, self.root / "vectors")[1])

    def test_files_that_are_read_or_listed_pass(self):
        self.assertEqual(self.problems(), "")

    def test_a_file_that_nobody_reads_is_found(self):
        self.write("vectors/bips/new.json", "{}")
        self.assertIn("bips/new.json is read by no test", self.problems())

    def test_a_file_is_not_read_and_skipped_at_once(self):
        self.write("vectors/bips/other/b.json", "{}")
        self.write("tests/vectors/keys/b_test.cpp", self.TEST.replace("paths.json", "other/b.json"))
        rows = "| `bips/other/b.json` | vectors_keys: paths lead to keys |\n"
        self.tables(rows + "| `bips/paths.json` | vectors_keys: paths lead to keys |", "| `bips/other/*` | all | not ours |")
        self.assertIn("bips/other/b.json is read by a test, but", self.problems())

    def test_a_file_that_is_gone_and_a_test_that_does_not_name_its_file_are_found(self):
        (self.root / "vectors/bips/paths.json").unlink()
        self.assertIn("no vector file bips/paths.json", self.problems())
        self.write("vectors/bips/paths.json", "{}")
        self.write("tests/vectors/keys/paths_test.cpp", self.TEST.replace("paths.json", "roads.json"))
        self.assertIn("no source of “vectors_keys: paths lead to keys” names it", self.problems())


class Documents(Repository):
    def setUp(self):
        super().setUp()
        where = "<!-- table: where -->\n| to change | where |\n|---|---|\n"
        self.write("CONTRIBUTING.md", where + "| hashes | `core/crypto` |\n| ground | `core/base` |\n")
        self.write("docs/glossary.md", "<!-- table: not these -->\n| never | say |\n|---|---|\n| \\bapprove failed | x |\n")
        self.write("docs/adr/0001-first.md", "# First\n## Context\n## Decision\n## Consequences\n")

    def problems(self) -> str:
        return "\n".join(check_documents.check(self.root)[1])

    def test_documents_in_order_pass(self):
        self.assertEqual(self.problems(), "")

    def test_a_named_path_that_is_gone_and_a_folder_without_a_row_are_found(self):
        self.write("tests/peers/peer.py", "")
        self.assertIn("tests/peers has no row", self.problems())
        (self.root / "core/base/result.h").unlink()
        (self.root / "core/base").rmdir()
        self.assertIn("core/base does not exist", self.problems())

    def test_a_dead_link_is_found(self):
        self.write("docs/page.md", "[see](gone.md) [fine](adr/0001-first.md#context)\n")
        self.assertIn("gone.md", self.problems())

    def test_a_record_with_a_missing_part_or_number_is_found(self):
        self.write("docs/adr/0003-third.md", "# Third\n## Context\n## Decision\n")
        self.assertIn("expected number 0002", self.problems())
        self.assertIn("no part ## Consequences", self.problems())

    def test_a_word_the_glossary_replaces_is_found_on_screen_only(self):
        self.write("ui/pages/Page.qml", 'Text { text: qsTr("Approve failed") } // qsTr("approve failed")\n')
        self.assertIn("Page.qml:1", self.problems())
        self.assertEqual(self.problems().count("Approve failed"), 1)
        self.assertNotIn('"approve failed"', self.problems())


if __name__ == "__main__":
    unittest.main()
