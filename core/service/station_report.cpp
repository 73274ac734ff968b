#include "service/station_report.h"

#include "service/withdrawal_verdict.h"
#include "signer/protocol/errors.h"

#include <algorithm>
#include <array>

namespace strongroom::service {

using base::Json;

namespace {

constexpr std::int64_t SECONDS_OF_A_DAY = 86'400;

/// Members of one object; remembers whether one was missing or of another kind.
class Reader {
public:
    explicit Reader(const Json& json) : m_json(json), m_good(json.object() != nullptr) {}

    std::string text(std::string_view name) {
        const Json* value = m_json.find(name);
        m_good = m_good && value != nullptr && value->string() != nullptr;
        return m_good ? *value->string() : std::string();
    }
    /// Null stands for an amount that nobody knows.
    std::int64_t number(std::string_view name) {
        const Json* value = m_json.find(name);
        if (value != nullptr && value->isNull())
            return 0;
        m_good = m_good && value != nullptr && value->integer() != nullptr;
        return m_good ? *value->integer() : 0;
    }
    base::Amount amount(std::string_view name) {
        const auto amount = base::Amount::fromSatoshi(number(name));
        m_good = m_good && amount;
        return amount.value_or(base::Amount());
    }
    bool flag(std::string_view name) {
        const Json* value = m_json.find(name);
        m_good = m_good && value != nullptr && value->boolean() != nullptr;
        return m_good && *value->boolean();
    }
    const Json::Array& list(std::string_view name) {
        static const Json::Array EMPTY;
        const Json* value = m_json.find(name);
        m_good = m_good && value != nullptr && value->array() != nullptr;
        return m_good ? *value->array() : EMPTY;
    }
    [[nodiscard]] bool has(std::string_view name) const { return m_json.find(name) != nullptr; }
    [[nodiscard]] bool good() const { return m_good; }
    void also(const Reader& other) { m_good = m_good && other.good(); }

private:
    const Json& m_json;
    bool m_good;
};

std::vector<std::string> names(Reader& reader, std::string_view member) {
    std::vector<std::string> result;
    for (const Json& item : reader.list(member))
        result.push_back(item.string() != nullptr ? *item.string() : "");
    return result;
}

std::string labelOf(const std::string& outputClass, const std::string& label) {
    if (outputClass == "change")
        return "Change";
    if (outputClass == "op_return")
        return "Data";
    return label.empty() ? "Unknown address" : label;
}

void readFlows(Reader& reader, WithdrawalDetail& detail) {
    for (const Json& item : reader.list("inputs")) {
        Reader input(item);
        detail.inputs.push_back({input.text("vault"), input.text("address"), "input", input.amount("amount"),
                                 input.text("path")});
        reader.also(input);
    }
    for (const Json& item : reader.list("outputs")) {
        Reader output(item);
        const std::string outputClass = output.text("class");
        detail.outputs.push_back({labelOf(outputClass, output.text("label")), output.text("address"),
                                  outputClass, output.amount("amount"), output.text("path")});
        if (outputClass == "payee" || outputClass == "unknown") {
            detail.row.payee = detail.row.payee.empty()
                                   ? detail.outputs.back().label
                                   : detail.row.payee + ", " + detail.outputs.back().label;
            const auto sum = detail.row.amount.plus(detail.outputs.back().amount);
            detail.row.amount = sum.value_or(detail.row.amount);
        }
        reader.also(output);
    }
    detail.row.fee = reader.amount("fee");
    detail.outputs.push_back({"Fee", "", "fee", detail.row.fee, ""});
    for (const Json& item : reader.list("findings")) {
        Reader finding(item);
        detail.findings.push_back({finding.text("code"), finding.text("severity"), finding.text("sentence")});
        reader.also(finding);
    }
}

Verdict::Outcome outcomeOf(const std::string& name) {
    if (name == "permitted")
        return Verdict::Outcome::permitted;
    return name == "needs" ? Verdict::Outcome::needsApprovals : Verdict::Outcome::notAllowed;
}

void readVerdict(Reader& reader, WithdrawalDetail& detail) {
    detail.intentDigest = reader.text("intent");
    detail.row.id = reader.text(reader.has("withdrawal") ? "withdrawal" : "intent");
    detail.proposer = reader.text("proposer");
    detail.expiresAt = {reader.number("expires_at")};
    detail.verdict.outcome = outcomeOf(reader.text("outcome"));
    detail.verdict.sentence = reader.text("sentence");
    for (const Json& item : reader.list("rules")) {
        Reader rule(item);
        detail.verdict.rules.push_back({rule.text("rule"), rule.text("effect"), rule.flag("applies"),
                                        rule.flag("unknown"), rule.text("sentence")});
        reader.also(rule);
    }
    for (const Json& item : reader.list("obligations")) {
        Reader obligation(item);
        ObligationLine line{obligation.text("sentence"), static_cast<int>(obligation.number("needed")), 0,
                            names(obligation, "met_by"), names(obligation, "can_be_met_by")};
        line.met = static_cast<int>(line.metBy.size());
        detail.verdict.obligations.push_back(std::move(line));
        reader.also(obligation);
    }
    for (const Json& item : reader.list("statements")) {
        Reader statement(item);
        detail.approvals.push_back({statement.text("person"),
                                    statement.text("role"),
                                    {statement.number("at")},
                                    "",
                                    statement.flag("counts"),
                                    statement.text("sentence")});
        reader.also(statement);
    }
}

StationWords readWords(Reader& reader) {
    StationWords words{reader.text("message"), reader.text("address"), "", reader.text("message_hash"), {}};
    if (reader.has("format"))
        words.format = reader.text("format");
    for (const Json& item : reader.list("coins")) {
        Reader coin(item);
        words.coins.push_back({coin.text("outpoint"), coin.amount("amount")});
        reader.also(coin);
    }
    return words;
}

void readPayment(Reader& reader, WithdrawalDetail& detail) {
    detail.txid = reader.text("txid");
    detail.outflow = reader.amount("outflow");
    detail.feeRateSatPerKvb = reader.number("fee_rate");
    readFlows(reader, detail);
}

/// Days since 1970-01-01 as day and month, after Howard Hinnant's "chrono-compatible low-level date
/// algorithms".
std::string dayAndMonth(std::int64_t days) {
    static constexpr std::array MONTHS{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::int64_t shifted = days + 719'468;
    const std::int64_t dayOfEra = shifted % 146'097;
    const std::int64_t yearOfEra =
        (dayOfEra - dayOfEra / 1'460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::int64_t month = (5 * dayOfYear + 2) / 153; // from March
    const std::int64_t day = dayOfYear - (153 * month + 2) / 5 + 1;
    return std::to_string(day) + " " + MONTHS.at(static_cast<std::size_t>((month + 2) % 12));
}

} // namespace

Outcome<StationReview> readReport(const Json& report) {
    Reader reader(report);
    StationReview review;
    review.detail.row.vault = reader.text("vault");
    review.detail.row.tier = "cold";
    if (reader.has("message"))
        review.words = readWords(reader);
    else
        readPayment(reader, review.detail);
    review.maySign = reader.flag("may_sign");
    if (!review.maySign) {
        review.refusalCode = reader.text("refusal_code");
        review.refusal = reader.text("refusal");
    }
    if (reader.has("intent"))
        readVerdict(reader, review.detail);
    else
        review.detail.verdict.sentence = review.refusal;
    review.detail.verdict.code = review.refusalCode;
    // The signer process has counted them: it says that it may sign.
    if (review.maySign && review.detail.verdict.outcome == Verdict::Outcome::needsApprovals)
        review.detail.verdict = met(std::move(review.detail.verdict));
    review.detail.row.phase = review.maySign ? WithdrawalPhase::signing : WithdrawalPhase::notAllowed;
    review.detail.row.sentence = review.maySign ? "Ready to be signed here." : review.refusal;
    if (!reader.good() || (review.maySign && review.detail.intentDigest.empty()))
        return base::Unexpected(base::Failure(signer::Error::malformedFrame));
    return review;
}

std::string authoritySentence(std::int64_t policyVersion, base::UnixTime peopleSince, base::UnixTime now) {
    const std::int64_t days = std::max<std::int64_t>(0, (now - peopleSince).count / SECONDS_OF_A_DAY);
    const std::string age = days == 0   ? "today"
                            : days == 1 ? "1 day old"
                                        : std::to_string(days) + " days old";
    return "Policy " + std::to_string(policyVersion) + ", officers as of " +
           dayAndMonth(std::max<std::int64_t>(0, peopleSince.seconds) / SECONDS_OF_A_DAY) + " (" + age + ").";
}

} // namespace strongroom::service
