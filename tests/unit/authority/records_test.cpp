#include "authority/records.h"

#include "fakes/founding.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::authority;

namespace {

template <typename Record, typename Parse>
bool refusedWith(const Record& record, Parse parse, const std::string& key, base::Json value) {
    base::Json json = toJson(record);
    json.object()->insert_or_assign(key, std::move(value));
    return !parse(json).has_value();
}

} // namespace

TEST_CASE("records survive their JSON form, and their hash follows from it") {
    const VaultRecord vault = test::vaultRecord("Hot");
    const PayeeRecord payee = test::payeeRecord("Acme", "anna");
    const LogRecord log = test::logRecord("console-1");
    CHECK(*parseVaultRecord(toJson(vault)) == vault);
    CHECK(*parsePayeeRecord(toJson(payee)) == payee);
    CHECK(*parseLogRecord(toJson(log)) == log);
    VaultRecord other = vault;
    other.tier = VaultTier::cold;
    CHECK(hashOf(other) != hashOf(vault));
}

TEST_CASE("a record of one kind is not read as another") {
    CHECK(!parseVaultRecord(toJson(test::payeeRecord("Acme", "anna"))));
    CHECK(!parsePayeeRecord(toJson(test::vaultRecord("Hot"))));
    CHECK(refusedWith(test::vaultRecord("Hot"), parseVaultRecord, "record", "payee"));
}

TEST_CASE("vault records out of form are refused") {
    const VaultRecord vault = test::vaultRecord("Hot");
    const auto refused = [&](const std::string& key, base::Json value) {
        return refusedWith(vault, parseVaultRecord, key, std::move(value));
    };
    CHECK(refused("tier", "Hot"));
    CHECK(refused("use", "none"));
    CHECK(refused("state", "revoked"));
    CHECK(refused("gap_limit", 0));
    CHECK(refused("gap_limit", 10'001));
    CHECK(!refused("gap_limit", 10'000));
    CHECK(refused("descriptor", ""));
    CHECK(refused("descriptor", "wpkh( x)"));
    CHECK(refused("descriptor", std::string(MAX_DESCRIPTOR + 1, 'a')));
    CHECK(refused("name", std::string(65, 'a')));
    CHECK(refused("name", "Hot\xE2\x80\x8B"));
    CHECK(refused("id", "00"));
    CHECK(refused("more", 1));
}

TEST_CASE("payee and log records out of form are refused") {
    const PayeeRecord payee = test::payeeRecord("Acme", "anna");
    const auto refused = [&](const std::string& key, base::Json value) {
        return refusedWith(payee, parsePayeeRecord, key, std::move(value));
    };
    CHECK(refused("script", ""));
    CHECK(refused("script", std::string(2 * (MAX_SCRIPT + 1), 'a')));
    CHECK(refused("script", "AB"));
    CHECK(refused("address", ""));
    CHECK(refused("address", std::string(129, 'a')));
    CHECK(refused("address", "b c"));
    CHECK(refused("added_at", -1));
    CHECK(refused("added_by", "00"));
    CHECK(refused("evidence", "called back"));
    CHECK(refusedWith(test::logRecord("console"), parseLogRecord, "log", "../console"));
    CHECK(refusedWith(test::logRecord("console"), parseLogRecord, "log", ""));
    CHECK(refusedWith(test::logRecord("console"), parseLogRecord, "key", "00"));
    CHECK(parsePayeeRecord(toJson(test::logRecord("console"))).error() == Error::badPayee);
    CHECK(parseLogRecord(toJson(payee)).error() == Error::badLog);
}

TEST_CASE("a payee's id is the hash of the first record without it") {
    const PayeeRecord payee = test::payeeRecord("Acme", "anna");
    PayeeRecord other = payee;
    other.id = {};
    CHECK(payeeIdOf(other) == payee.id);
    other.script.push_back(1);
    CHECK(payeeIdOf(other) != payee.id);
}
