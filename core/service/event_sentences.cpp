#include "service/event_sentences.h"

#include "base/text_encoding.h"
#include "policy/wording.h"
#include "service/workspace_state.h"

#include <algorithm>
#include <map>

namespace strongroom::service {

using base::Json;

namespace {

struct Event {
    const audit::LeafRecord& record;
    const authority::AuthorityState& authority;

    [[nodiscard]] std::string who() const { return actorOf(record, authority); }
    [[nodiscard]] const Json* field(const std::string& name) const {
        const auto found = record.openings.find(name);
        return found != record.openings.end() ? &found->second.value : nullptr;
    }
    [[nodiscard]] std::string text(const std::string& name) const {
        const Json* value = field(name);
        return value != nullptr && value->string() != nullptr ? *value->string() : std::string();
    }
    /// Of a hash, as much as fits into a row; the record has all of it.
    [[nodiscard]] std::string beginning(const std::string& name) const {
        constexpr std::size_t DIGITS = 12;
        const std::string whole = text(name);
        return whole.size() > DIGITS ? whole.substr(0, DIGITS) + "…" : whole;
    }
    [[nodiscard]] std::string number(const std::string& name) const {
        const Json* value = field(name);
        return value != nullptr && value->integer() != nullptr ? std::to_string(*value->integer()) : "?";
    }
    [[nodiscard]] std::string amount(const std::string& name) const {
        const Json* value = field(name);
        return value != nullptr && value->integer() != nullptr ? policy::btc(*value->integer())
                                                               : "an amount that is not disclosed";
    }
    /// ": words" when there are any.
    [[nodiscard]] std::string note(const std::string& name) const {
        const std::string words = text(name);
        return words.empty() ? "." : ": " + words;
    }
    [[nodiscard]] std::string vault() const {
        const auto id = hashFromHex(record.leaf.subject());
        const authority::VaultEntry* vault = id ? authority.findVault(*id) : nullptr;
        return vault != nullptr ? vault->record.name : "a vault";
    }
};

/// "4.50 BTC to Aldgate Mining Ltd", of the payments that a proposal discloses.
std::string payments(const Event& event) {
    std::vector<std::string> parts;
    for (const auto& [name, opening] : event.record.openings) {
        if (!name.starts_with("payment_"))
            continue;
        const Json* amount = opening.value.find("amount");
        const Json* payee = opening.value.find("payee");
        const auto id =
            payee != nullptr && payee->string() != nullptr ? hashFromHex(*payee->string()) : std::nullopt;
        const authority::PayeeEntry* entry = id ? event.authority.findPayee(*id) : nullptr;
        if (amount != nullptr && amount->integer() != nullptr)
            parts.push_back(policy::btc(*amount->integer()) + " to " +
                            (entry != nullptr ? entry->record.name : "an unknown payee"));
    }
    return parts.empty() ? "a transfer of " + event.amount("outflow") : policy::listWords(parts, "and");
}

/// What a vault is to say, as far as it fits into a row.
std::string words(const Event& event) {
    constexpr std::size_t LONGEST = 80;
    std::string text = event.text("message");
    std::ranges::replace_if(
        text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    if (text.empty() || text.size() > LONGEST)
        return "the words with the hash " + event.beginning("message_hash");
    return "“" + text + "”";
}

using Sentence = std::string (*)(const Event&);

const std::map<std::string, Sentence, std::less<>>& sentences() {
    static const std::map<std::string, Sentence, std::less<>> SENTENCES{
        {"seat.provisioned", [](const Event&) -> std::string { return "This seat was set up."; }},
        {"seat.unlocked", [](const Event& e) { return e.who() + " unlocked the seat."; }},
        {"seat.unlock_failed",
         [](const Event& e) { return "A wrong passphrase was given for " + e.who() + "."; }},
        {"seat.locked", [](const Event&) -> std::string { return "The seat was locked."; }},
        {"signer.refused",
         [](const Event& e) { return "The signer refused “" + e.text("verb") + "”" + e.note("sentence"); }},
        {"signer.unsealed", [](const Event& e) { return e.who() + " unsealed the hot keys."; }},
        {"signer.armed",
         [](const Event& e) { return e.who() + " unsealed the hot keys: the hot signer is armed."; }},
        {"signer.disarmed",
         [](const Event& e) -> std::string {
             return e.text("why") == "time" ? "The hot signer was disarmed because its time was over."
                                            : "The hot signer was disarmed.";
         }},
        {"withdrawal.proposed", [](const Event& e) { return e.who() + " proposed " + payments(e) + "."; }},
        {"withdrawal.replacement_proposed",
         [](const Event& e) {
             return e.who() + " proposed to replace a transaction; " + e.amount("outflow") +
                    " leaves the treasury with it.";
         }},
        {"withdrawal.approved",
         [](const Event& e) { return e.who() + " approved a withdrawal" + e.note("note"); }},
        {"withdrawal.rejected",
         [](const Event& e) { return e.who() + " rejected a withdrawal" + e.note("note"); }},
        {"withdrawal.asked",
         [](const Event& e) { return e.who() + " asked about a withdrawal" + e.note("note"); }},
        {"withdrawal.answered", [](const Event& e) { return e.who() + " answered" + e.note("note"); }},
        {"withdrawal.taken_back",
         [](const Event& e) { return e.who() + " took a withdrawal back" + e.note("note"); }},
        {"clock.vouched", [](const Event& e) { return e.who() + " vouched for this machine's clock."; }},
        {"clock.confirmed",
         [](const Event&) -> std::string { return "This machine's clock was confirmed."; }},
        {"withdrawal.stop_seen",
         [](const Event&) -> std::string {
             return "The signer saw that a withdrawal was stopped, and keeps it.";
         }},
        {"withdrawal.released",
         [](const Event& e) {
             return "A withdrawal ended unsigned; " + e.amount("outflow") +
                    " of limits and its coins are free again.";
         }},
        {"withdrawal.cooling",
         [](const Event&) -> std::string { return "A withdrawal is approved; its wait began."; }},
        {"withdrawal.authorized",
         [](const Event& e) {
             return "The hot signer authorized a withdrawal; " + e.amount("outflow") +
                    " leaves the treasury.";
         }},
        {"withdrawal.signed",
         [](const Event& e) {
             return "The hot signer signed a withdrawal; " + e.amount("outflow") + " leaves the treasury.";
         }},
        {"message.proposed",
         [](const Event& e) { return e.who() + " proposed that " + words(e) + " be said."; }},
        {"message.approved", [](const Event& e) { return e.who() + " approved a message" + e.note("note"); }},
        {"message.rejected", [](const Event& e) { return e.who() + " rejected a message" + e.note("note"); }},
        {"message.asked", [](const Event& e) { return e.who() + " asked about a message" + e.note("note"); }},
        {"message.answered",
         [](const Event& e) { return e.who() + " answered about a message" + e.note("note"); }},
        {"message.taken_back",
         [](const Event& e) { return e.who() + " took a message back" + e.note("note"); }},
        {"message.stop_seen",
         [](const Event&) -> std::string {
             return "The signer saw that a message was stopped, and keeps it.";
         }},
        {"message.cooling",
         [](const Event&) -> std::string { return "A message is approved; its wait began."; }},
        {"message.authorized",
         [](const Event& e) { return "The hot signer authorized that " + words(e) + " be said."; }},
        {"message.signed", [](const Event& e) { return "The hot signer signed " + words(e) + "."; }},
        {"authority.seen",
         [](const Event& e) {
             return "A change of the authority was first seen (version " + e.number("version") + ").";
         }},
        {"authority.key_made",
         [](const Event& e) { return "A device key was made for " + e.text("handle") + "."; }},
        {"authority.signed",
         [](const Event& e) { return e.who() + " signed a change of " + e.text("kind") + "."; }},
        {"authority.adopted",
         [](const Event& e) {
             return "A change of " + e.text("kind") + " is in force (version " + e.number("version") + ").";
         }},
        {"deposit.address_issued",
         [](const Event& e) {
             return "An address of " + e.vault() + " was issued to " +
                    (e.text("payer").empty() ? "a payer" : e.text("payer")) + ".";
         }},
        {"coin.held", [](const Event& e) { return e.who() + " put a coin on hold" + e.note("reason"); }},
        {"coin.released", [](const Event& e) { return e.who() + " released a coin from hold."; }},
        {"chain.broadcast",
         [](const Event& e) {
             return "The transaction " + e.beginning("txid") + " was handed to the network.";
         }},
        {"cold.exported",
         [](const Event& e) {
             return e.text("txid").empty()
                        ? "A message was shown to a station."
                        : "The transaction " + e.beginning("txid") + " was shown to a station.";
         }},
        {"cold.reply_refused",
         [](const Event& e) { return "A station's reply was refused (" + e.text("code") + ")."; }},
        {"cold.reply_accepted",
         [](const Event& e) {
             return "A station's reply was accepted; signatures so far: " + e.number("signatures") + ".";
         }},
        {"log.countersigned",
         [](const Event& e) { return "The log seal of " + e.text("origin") + " was countersigned."; }},
        {"log.exported", [](const Event&) -> std::string { return "The log was exported."; }},
    };
    return SENTENCES;
}

/// Records of the coordinator that carry their sentence with them ("console.", "cold.", "chain.").
std::string ownSentence(const Event& event) {
    const std::string sentence = event.text("sentence");
    return sentence.empty() ? event.record.leaf.kind() : sentence;
}

} // namespace

std::string actorOf(const audit::LeafRecord& record, const authority::AuthorityState& authority) {
    return record.leaf.person().empty() ? "The hot signer" : nameOfPerson(authority, record.leaf.person());
}

std::string sentenceOf(const audit::LeafRecord& record, const authority::AuthorityState& authority) {
    const Event event{record, authority};
    const auto known = sentences().find(record.leaf.kind());
    return known != sentences().end() ? known->second(event) : ownSentence(event);
}

} // namespace strongroom::service
