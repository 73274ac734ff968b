#include "audit/csv.h"

#include "base/text_encoding.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace strongroom::audit {

namespace {

constexpr std::string_view LINE_END = "\r\n";
constexpr std::array<std::string_view, 8> COLUMNS{"index", "time",    "event",     "person",
                                                  "key",   "subject", "leaf_hash", "fields"};

std::string row(const std::vector<std::string>& cells) {
    std::string line;
    for (const std::string& cell : cells)
        line += (line.empty() ? "" : ",") + csvCell(cell);
    return line + std::string(LINE_END);
}

std::string shownFields(const LeafRecord& record) {
    base::Json::Object values;
    for (const auto& [name, opening] : record.openings)
        values[name] = opening.value;
    return base::Json(std::move(values)).canonical();
}

} // namespace

std::string csvCell(std::string_view text) {
    constexpr std::string_view FORMULA_STARTS = "=+-@\t\r";
    std::string cell = "\"";
    if (!text.empty() && FORMULA_STARTS.find(text.front()) != std::string_view::npos)
        cell += '\'';
    for (const char c : text) {
        if (c == '"')
            cell += '"';
        cell += c;
    }
    return cell + '"';
}

std::string isoTime(base::UnixTime time) {
    const std::chrono::sys_seconds seconds{std::chrono::seconds(time.seconds)};
    const auto midnight = std::chrono::floor<std::chrono::days>(seconds);
    const std::chrono::year_month_day date(midnight);
    const std::chrono::hh_mm_ss clock(seconds - midnight);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return text.data();
}

std::string csvOf(const std::vector<LeafRecord>& records) {
    std::string table = row({COLUMNS.begin(), COLUMNS.end()});
    for (const LeafRecord& record : records) {
        const Leaf& leaf = record.leaf;
        table += row({std::to_string(leaf.position().index), isoTime(leaf.at()), leaf.kind(), leaf.person(),
                      base::toHex(leaf.key().span()), leaf.subject(), base::toHex(leaf.hash().span()),
                      shownFields(record)});
    }
    return table;
}

} // namespace strongroom::audit
