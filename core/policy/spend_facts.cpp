#include "policy/spend_facts.h"

#include "base/byte_writer.h"
#include "base/check.h"

#include <algorithm>
#include <array>

namespace strongroom::policy {

namespace {

constexpr std::array<std::string_view, 4> PROVENANCES{"bytes", "journal", "attested", "host"};
constexpr std::array<std::string_view, 3> TRUTHS{"no", "unknown", "yes"};
constexpr std::array<std::string_view, 3> TIERS{"hot", "warm", "cold"};
constexpr std::array<std::string_view, 6> ACTIONS{"consolidate", "rebalance", "bump_fee",
                                                  "withdraw",    "evacuate",  "sign_message"};
constexpr std::array<std::string_view, 5> CLASSES{"change", "internal", "payee", "unknown", "op_return"};
constexpr std::array<std::string_view, 2> INCIDENT_STATES{"normal", "frozen"};

template <typename E, std::size_t N>
std::string_view nameOf(const std::array<std::string_view, N>& names, E value) {
    const auto index = static_cast<std::size_t>(value);
    STRONGROOM_CHECK(index < N);
    return names[index];
}

template <typename E, std::size_t N>
std::optional<E> valueOf(const std::array<std::string_view, N>& names, std::string_view text) {
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end())
        return std::nullopt;
    return static_cast<E>(found - names.begin());
}

/// A sum of amounts with the weakest provenance of its parts; unknown as soon as a part is, or out of range.
class Sum {
public:
    void add(base::Amount amount) { add(Fact<base::Amount>::fromBytes(amount)); }
    void add(const Fact<base::Amount>& amount) {
        m_total = m_total && amount.stated() ? m_total->plus(*amount.stated()) : std::nullopt;
        m_provenance = weaker(m_provenance, amount.provenance());
    }
    /// The sum less `other`.
    [[nodiscard]] Fact<base::Amount> minus(const Sum& other) const {
        const auto rest = m_total && other.m_total ? m_total->minus(*other.m_total) : std::nullopt;
        return rest ? Fact(*rest, weaker(m_provenance, other.m_provenance)) : Fact<base::Amount>();
    }
    void weaken(Provenance provenance) { m_provenance = weaker(m_provenance, provenance); }

private:
    std::optional<base::Amount> m_total = base::Amount();
    Provenance m_provenance = Provenance::bytes;
};

Sum sumOfInputs(const SpendFacts& facts) {
    Sum sum;
    if (facts.inputs.empty())
        sum.add(Fact<base::Amount>());
    for (const SpendInput& input : facts.inputs)
        sum.add(input.amount);
    return sum;
}

bool isEvacuation(const SpendFacts& facts) {
    return facts.rescueVault &&
           std::all_of(facts.outputs.begin(), facts.outputs.end(), [&](const SpendOutput& output) {
               return output.outputClass == OutputClass::internal && output.destination &&
                      output.destination->vault == *facts.rescueVault;
           });
}

bool stays(const SpendOutput& output, Tier source) {
    return output.outputClass == OutputClass::change ||
           (output.outputClass == OutputClass::internal && output.destination &&
            output.destination->tier >= source);
}

} // namespace

std::string_view name(Provenance provenance) {
    return nameOf(PROVENANCES, provenance);
}
std::string_view name(Truth truth) {
    return nameOf(TRUTHS, truth);
}
std::string_view name(Tier tier) {
    return nameOf(TIERS, tier);
}
std::optional<Tier> parseTier(std::string_view text) {
    return valueOf<Tier>(TIERS, text);
}
std::string_view name(Action action) {
    return nameOf(ACTIONS, action);
}
std::optional<Action> parseAction(std::string_view text) {
    return valueOf<Action>(ACTIONS, text);
}
std::string_view name(OutputClass outputClass) {
    return nameOf(CLASSES, outputClass);
}
std::optional<OutputClass> parseOutputClass(std::string_view text) {
    return valueOf<OutputClass>(CLASSES, text);
}
std::string_view name(IncidentState state) {
    return nameOf(INCIDENT_STATES, state);
}
std::optional<IncidentState> parseIncidentState(std::string_view text) {
    return valueOf<IncidentState>(INCIDENT_STATES, text);
}

Fact<Action> deriveAction(const SpendFacts& facts) {
    if (facts.message)
        return Fact<Action>::fromBytes(Action::signMessage);
    if (facts.outputs.empty())
        return {};
    if (isEvacuation(facts))
        return Fact<Action>::fromBytes(Action::evacuate);
    const auto everyOutput = [&](auto predicate) {
        return std::all_of(facts.outputs.begin(), facts.outputs.end(), predicate);
    };
    if (everyOutput([](const SpendOutput& o) { return o.outputClass == OutputClass::change; }))
        return Fact<Action>::fromBytes(Action::consolidate);
    if (everyOutput([](const SpendOutput& o) {
            return o.outputClass == OutputClass::change || o.outputClass == OutputClass::internal;
        }))
        return Fact<Action>::fromBytes(Action::rebalance);
    const Fact<bool>& conflicts = facts.conflictsWithAuthorized;
    if (!conflicts.stated())
        return {};
    return {*conflicts.stated() ? Action::bumpFee : Action::withdraw, conflicts.provenance()};
}

Fact<base::Amount> deriveOutflow(const SpendFacts& facts) {
    if (facts.message)
        return Fact<base::Amount>::fromBytes(base::Amount());
    if (!facts.source.stated())
        return {};
    Sum owned = sumOfInputs(facts);
    owned.weaken(facts.source.provenance());
    Sum kept;
    for (const SpendOutput& output : facts.outputs) {
        if (stays(output, facts.source.stated()->tier))
            kept.add(output.amount);
    }
    return owned.minus(kept);
}

Fact<base::Amount> deriveFee(const SpendFacts& facts) {
    if (facts.message)
        return Fact<base::Amount>::fromBytes(base::Amount());
    Sum paid;
    for (const SpendOutput& output : facts.outputs)
        paid.add(output.amount);
    return sumOfInputs(facts).minus(paid);
}

Fact<base::FeeRate> deriveFeeRate(const SpendFacts& facts) {
    if (facts.message)
        return Fact<base::FeeRate>::fromBytes(base::FeeRate::satPerKvb(0));
    const auto fee = deriveFee(facts);
    const auto& size = facts.virtualSize;
    if (!fee.stated() || !size.stated() || *size.stated() <= 0)
        return {};
    return {base::FeeRate::of(*fee.stated(), *size.stated()), weaker(fee.provenance(), size.provenance())};
}

crypto::Hash256 inputsKey(std::vector<SpentOutpoint> outpoints) {
    std::sort(outpoints.begin(), outpoints.end());
    base::ByteWriter writer;
    writer.reserve(outpoints.size() * (crypto::Hash256::SIZE + sizeof(std::uint32_t)));
    for (const SpentOutpoint& outpoint : outpoints)
        writer.bytes(outpoint.txid.span()).u32(outpoint.vout);
    return crypto::taggedHash("strongroom/inputs/1", writer.data());
}

crypto::Hash256 inputsKey(const SpendFacts& facts) {
    std::vector<SpentOutpoint> outpoints;
    outpoints.reserve(facts.inputs.size());
    for (const SpendInput& input : facts.inputs)
        outpoints.push_back(input.outpoint);
    return inputsKey(std::move(outpoints));
}

} // namespace strongroom::policy
