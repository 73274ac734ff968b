// Words and numbers as people read them, shared by every sentence of this module. English; integers only.
#pragma once

#include "policy/condition.h"
#include "policy/policy.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::policy {

/// "5.10 BTC", "0.00012345 BTC": two decimals at least, never rounded.
[[nodiscard]] std::string btc(std::int64_t satoshi);
/// "24 h", "3 days", "90 min", "45 s".
[[nodiscard]] std::string duration(std::int64_t seconds);
/// "one" … "ten", then digits.
[[nodiscard]] std::string countWord(std::uint64_t count);
/// "a", "a and b", "a, b and c".
[[nodiscard]] std::string listWords(const std::vector<std::string>& parts, std::string_view last);
[[nodiscard]] std::string capitalised(std::string text);

/// One value of a field: an amount, a duration, a name …
[[nodiscard]] std::string valueInWords(Field field, std::int64_t value);
/// As in a policy document: "action", "120000000", "payee".
[[nodiscard]] std::string valueAsText(Field field, std::int64_t value);
/// "the amount that leaves the treasury"; the window fields name their window.
[[nodiscard]] std::string fieldInWords(const Atom& atom);
/// "more than 5.00 BTC".
[[nodiscard]] std::string comparisonInWords(const Atom& atom);
/// "tx.outflow >= 5000000".
[[nodiscard]] std::string atomAsText(const Atom& atom);
/// Why an atom came out as it did: "the last 24 h would reach 5.10 BTC; the limit is 5.00 BTC".
[[nodiscard]] std::string reasonInWords(const Atom& atom, std::int64_t actual);

/// "From hot vaults".
[[nodiscard]] std::string inWords(const SourceSelector& source);
/// The whole rule: "From hot vaults: needs two officers when …."
[[nodiscard]] std::string inWords(const Rule& rule);

} // namespace strongroom::policy
