"""People, devices, desks and the policy by command line: proposed by one, signed by others, refused when they must be."""

import json
import unittest

from treasury import TreasuryTest, passphrase

ADDRESS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"
NEW = b"a passphrase of gina's own\n"


class PeopleTest(TreasuryTest):
    def propose_gina(self, *roles):
        words = [word for role in roles for word in ("--role", role)]
        return self.run_with(
            [passphrase("anna"), NEW], "--workspace", self.workspace, "--as", "anna",
            "person", "add", "gina", "--name", "Gina", *words,
        )  # fmt: skip

    def change(self, outcome):
        return outcome["proposed"][0]["id"]


class People(PeopleTest):
    def setUp(self):
        super().setUp()
        self.found()

    def person(self, handle):
        return next((row for row in self.done("anna", "person", "list")["items"] if row["person"] == handle), None)

    def test_somebody_joins_when_two_administrators_have_signed(self):
        asked = self.propose_gina("officer")
        self.assertDone(asked)
        self.assertEqual(asked.document["progress"], "waiting")
        proposed = asked.document["proposed"][0]
        self.assertIn("Gina (gina) joins as officer", proposed["changes"][0])
        self.assertEqual((proposed["signed_by"], proposed["can_sign"]), (["Anna"], ["Ben", "Cleo"]))
        self.assertIsNone(self.person("gina"))
        self.assertRefused(self.on("gina", "balance", secret=NEW), "workspace.unknown_person")
        self.assertRefused(self.on("anna", "person", "approve", proposed["id"]), "change.signed_already")
        self.assertRefused(self.on("ben", "policy", "approve", proposed["id"]), "change.not_found")
        self.assertEqual(self.done("ben", "person", "approve", proposed["id"])["progress"], "in_force")
        self.assertEqual(self.person("gina")["roles"], ["officer"])
        self.assertDone(self.on("gina", "balance", secret=NEW))
        self.assertRefused(self.on("gina", "arm", secret=NEW), "workspace.no_hot_share")
        self.assertRefused(self.propose_gina("officer"), "person.taken")
        self.assertFalse(any((self.workspace / "enrolments").iterdir()))

    def test_a_stations_log_is_known_by_its_key_when_two_people_have_signed(self):
        (console,) = self.done("anna", "log", "list")["items"]
        self.assertEqual((console["log"], console["active"], console["registered"]), ("console", True, True))
        name, key = "station-73c5da0a-01ff", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        proposed = self.done("anna", "log", "register", name, key)
        self.assertEqual(proposed["progress"], "waiting")
        self.assertEqual(proposed["proposed"][0]["changes"], [f"The log {name} is known by the key {key}."])
        self.assertEqual(len(self.done("anna", "log", "list")["items"]), 1)
        self.assertEqual(self.done("ben", "log", "approve", self.change(proposed))["progress"], "in_force")
        rows = self.done("anna", "log", "list")["items"]
        self.assertEqual([(row["log"], row["log_key"]) for row in rows], [("console", console["log_key"]), (name, key)])
        self.assertRefused(self.on("anna", "log", "register", "Station", key), "log.malformed")
        self.assertRefused(self.on("anna", "log", "register", "station-b", "00"), "log.malformed")
        other = console["log_key"]
        self.assertRefused(self.on("anna", "log", "register", name, other), "authority.illegal_edit")
        self.assertRefused(self.on("anna", "log", "register", "station-b", key), "authority.duplicate_record")

    def test_what_cannot_be_proposed_is_refused_and_nothing_changes(self):
        before = self.done("anna", "person", "list")
        self.assertRefused(self.propose_gina("king"), "quorum.unknown_role")
        self.assertRefused(self.on("anna", "person", "suspend", "zoe"), "person.not_found")
        self.assertRefused(self.on("anna", "person", "resume", "ben"), "authority.nothing_changed")
        # The only one in compliance: the policy asks for one.
        self.assertRefused(self.on("anna", "person", "revoke", "cora"), "authority.policy_unreachable")
        self.assertRefused(self.on("anna", "person", "device", "revoke", "ben", "0" * 16), "person.no_such_device")
        self.assertRefused(self.on("anna", "person", "approve", "0" * 64), "change.not_found")
        self.assertEqual(self.done("anna", "person", "list"), before)

    def test_who_is_suspended_counts_for_nothing_until_resumed_and_who_is_revoked_never_again(self):
        asked = self.propose_gina("officer", "admin")
        self.done("ben", "person", "approve", self.change(asked.document))
        suspended = self.done("anna", "person", "suspend", "gina")
        self.assertEqual(suspended["proposed"][0]["changes"], ["Gina is suspended: nothing they sign counts meanwhile."])
        # She signs against her own suspension as little as for it: two others decide.
        self.assertEqual(self.done("cleo", "person", "approve", self.change(suspended))["progress"], "in_force")
        self.assertRefused(self.on("gina", "balance", secret=NEW), "signer.unknown_person")
        back = self.done("anna", "person", "resume", "gina")
        self.assertEqual(self.done("ben", "person", "approve", self.change(back))["progress"], "in_force")
        self.assertDone(self.on("gina", "balance", secret=NEW))
        out = self.done("anna", "person", "revoke", "gina")
        self.assertEqual(self.done("ben", "person", "approve", self.change(out))["progress"], "in_force")
        self.assertEqual(self.person("gina")["state"], "revoked")
        self.assertRefused(self.on("anna", "person", "resume", "gina"), "authority.illegal_edit")

    def test_a_policy_is_proposed_and_signed_by_two_and_only_then_in_force(self):
        shown = self.done("anna", "policy", "show")
        document = shown["document"]
        document["rules"] = [rule for rule in document["rules"] if rule["effect"] != "allow"]
        stricter = self.file("stricter.json", json.dumps(document).encode())
        self.assertRefused(self.on("anna", "policy", "propose", self.people), "policy.malformed")
        self.assertRefused(self.on("anna", "policy", "propose", self.file("x", b"no json")), "policy.not_a_document")
        asked = self.done("anna", "policy", "propose", stricter)
        changes = asked["proposed"][0]["changes"]
        self.assertTrue(changes[0].startswith("Rule ") and "goes" in changes[0], changes)
        self.assertEqual(changes[-1], "Provably stricter than before.")
        self.assertEqual(self.done("cora", "policy", "show")["version"], shown["version"])
        self.assertEqual(self.done("cora", "policy", "approve", self.change(asked))["progress"], "waiting")
        self.assertEqual(self.done("cleo", "policy", "approve", self.change(asked))["progress"], "in_force")
        after = self.done("anna", "policy", "show")
        self.assertNotEqual(after["hash"], shown["hash"])
        self.assertNotIn("allow", [rule["effect"] for rule in after["rules"]])
        self.assertEqual(after["proposed"], [])


class Desks(PeopleTest):
    """What is said at a desk besides an approval."""

    def setUp(self):
        super().setUp()
        self.card = self.found()
        vault = self.done("anna", "vault", "list")["items"][0]
        self.done("anna", "training", "fund", vault["first_receive"], "--amount", "50000000")
        self.done("anna", "training", "mine", "--blocks", "1")
        self.done("anna", "sync")
        payee = self.payee_of("Aldgate Mining Ltd", ADDRESS)
        self.row = self.done(
            "anna", "propose", "--vault", vault["id"], "--payee", payee, "--amount", "6000000", "--feerate", "5000",
        )  # fmt: skip
        self.digest = self.done("anna", "show", self.row["id"])["intent_digest"]
        self.request = self.folder / "request.psbt"
        self.done("anna", "approval", "request", self.row["id"], "--out", self.request)
        self.registration = self.folder / "registration"
        self.done("anna", "registration", "export", "--out", self.registration)
        self.make("cleo")

    def make(self, person):
        made = self.run_with(
            [passphrase(person)], "--as", person, "desk", "make", self.registration, "--desk", self.folder / person,
            "--key", self.workspace / "approval-keys" / f"{person}.json", "--digest", self.card["treasury"],
        )  # fmt: skip
        self.assertDone(made)

    def at_desk(self, person, *arguments):
        return self.run_with([passphrase(person)], "desk", *arguments, "--desk", self.folder / person)

    def said(self, person, *arguments):
        answer = self.folder / "answer"
        self.assertDone(self.at_desk(person, *arguments, "--digest", self.digest, "--out", answer, "--force"))
        return answer

    def test_a_question_from_a_desk_pauses_and_a_rejection_ends(self):
        asked = self.said("cleo", "ask", self.request, "--question", "Which invoice?")
        self.done("anna", "approval", "import", asked)
        self.assertIn("Cleo asked at a desk of their own: Which invoice?", self.sentences())
        self.done("anna", "answer", self.row["id"], "--answer", "INV-1")
        refused = self.at_desk("cleo", "reject", self.request, "--digest", self.digest, "--reason", "")
        self.assertRefused(refused, "input.reason_missing")
        rejected = self.said("cleo", "reject", self.request, "--reason", "Paid already")
        self.assertEqual(self.done("anna", "approval", "import", rejected)["phase"], "rejected")
        self.assertIn("Cleo rejected it at a desk of their own: Paid already", self.sentences())

    def test_an_answer_with_other_words_than_were_signed_is_refused(self):
        answer = self.said("cleo", "reject", self.request, "--reason", "Paid already")
        document = json.loads(answer.read_bytes())
        other = json.loads(self.said("cleo", "ask", self.request, "--question", "Why?").read_bytes())
        document["note"] = other["note"]
        forged = self.file("forged", json.dumps(document, sort_keys=True, separators=(",", ":")).encode())
        self.assertRefused(self.on("anna", "approval", "import", forged), "approval.malformed")
        self.assertEqual(self.done("anna", "show", self.row["id"])["phase"], "waiting_for_approvals")

    def test_a_desk_that_is_behind_learns_of_a_newer_authority(self):
        self.done("ben", "person", "approve", self.change(self.propose_gina("officer").document))
        suspended = self.done("anna", "person", "suspend", "cleo")
        self.assertEqual(self.done("ben", "person", "approve", self.change(suspended))["progress"], "in_force")
        # Behind, she still may; at the office it counts for nothing.
        answer = self.said("cleo", "approve", self.request)
        self.assertEqual(self.done("anna", "approval", "import", answer)["phase"], "waiting_for_approvals")
        approvals = self.done("anna", "show", self.row["id"])["approvals"]
        self.assertEqual([(a["person"], a["counts"]) for a in approvals], [("Cleo", False)])
        self.done("anna", "registration", "export", "--out", self.registration, "--force")
        self.assertDone(self.at_desk("cleo", "update", self.registration))
        refused = self.at_desk("cleo", "approve", self.request, "--digest", self.digest)
        self.assertRefused(refused, "approval.does_not_count")

    def sentences(self):
        return [line["sentence"] for line in self.done("anna", "show", self.row["id"])["timeline"]]


if __name__ == "__main__":
    unittest.main()
