#include "keys/slip39.h"

#include "base/check.h"
#include "crypto/kdf.h"
#include "keys/shamir.h"
#include "secret/secret_memory.h"

#include <algorithm>
#include <array>
#include <map>

namespace strongroom::keys {

namespace {

constexpr std::size_t MIN_SECRET = 16;
constexpr std::uint32_t ROUNDS = 4;
constexpr std::uint32_t ITERATIONS_PER_ROUND = 10'000 / ROUNDS;
constexpr std::string_view SALT_PREFIX = "shamir";

bool isPrintableAscii(base::ByteSpan text) {
    return std::all_of(text.begin(), text.end(),
                       [](std::uint8_t byte) { return byte >= 0x20 && byte < 0x7f; });
}

/// What the round function is keyed with: the passphrase, and the identifier unless sets may be extended.
class RoundFunction {
public:
    RoundFunction(const Slip39Set& set, const secret::SecretText& passphrase)
        : m_iterations(ITERATIONS_PER_ROUND << set.exponent), m_password(1 + passphrase.utf8().size()) {
        std::copy(passphrase.utf8().begin(), passphrase.utf8().end(), m_password.mutableSpan().begin() + 1);
        if (!set.extendable) {
            m_prefix.assign(SALT_PREFIX.begin(), SALT_PREFIX.end());
            m_prefix.push_back(static_cast<std::uint8_t>(set.identifier >> 8U));
            m_prefix.push_back(static_cast<std::uint8_t>(set.identifier & 0xffU));
        }
    }
    /// F(round, half), as long as the half.
    [[nodiscard]] Slip39Value operator()(std::uint32_t round, base::ByteSpan half) {
        m_password.mutableSpan()[0] = static_cast<std::uint8_t>(round);
        secret::SecureBuffer salt(m_prefix.size() + half.size());
        std::copy(m_prefix.begin(), m_prefix.end(), salt.mutableSpan().begin());
        std::copy(half.begin(), half.end(),
                  salt.mutableSpan().begin() + static_cast<std::ptrdiff_t>(m_prefix.size()));
        Slip39Value out;
        out.size = half.size();
        crypto::pbkdf2HmacSha256Into(m_password.span(), salt.span(), m_iterations, out.mutableSpan());
        return out;
    }

private:
    std::uint32_t m_iterations;
    secret::SecureBuffer m_password; ///< The round's number, then the passphrase.
    base::Bytes m_prefix;
};

enum class Direction : std::uint8_t { encrypt, decrypt };

/// The four-round Feistel network between the secret and what is shared.
Slip39Value feistel(const Slip39Value& input, const Slip39Set& set, const secret::SecretText& passphrase,
                    Direction direction) {
    RoundFunction roundFunction(set, passphrase);
    const std::size_t half = input.size / 2;
    Slip39Value result{input.bytes.clone(), input.size};
    const std::span<std::uint8_t> left = result.mutableSpan().first(half);
    const std::span<std::uint8_t> right = result.mutableSpan().subspan(half);
    for (std::uint32_t i = 0; i < ROUNDS; ++i) {
        const Slip39Value mask = roundFunction(direction == Direction::encrypt ? i : ROUNDS - 1 - i, right);
        for (std::size_t k = 0; k < half; ++k)
            left[k] ^= mask.span()[k];
        std::swap_ranges(left.begin(), left.end(), right.begin());
    }
    std::swap_ranges(left.begin(), left.end(), right.begin());
    return result;
}

Result<void> checkPlan(const Slip39Plan& plan) {
    const bool counts = !plan.groups.empty() && plan.groups.size() <= SLIP39_MAX_GROUPS &&
                        plan.groupThreshold >= 1 && plan.groupThreshold <= plan.groups.size() &&
                        plan.exponent <= SLIP39_MAX_EXPONENT;
    const auto isGood = [](const Slip39Group& group) {
        return group.threshold >= 1 && group.threshold <= group.members &&
               group.members <= SLIP39_MAX_MEMBERS && (group.threshold > 1 || group.members == 1);
    };
    if (!counts || !std::all_of(plan.groups.begin(), plan.groups.end(), isGood))
        return base::Unexpected(Error::slip39Plan);
    return {};
}

Slip39Set newSet(const Slip39Plan& plan, base::Random& random) {
    std::array<std::uint8_t, 2> identifier{};
    random.fill(identifier);
    return {static_cast<std::uint16_t>((identifier[0] & 0x7fU) << 8U | identifier[1]), true, plan.exponent,
            static_cast<std::uint8_t>(plan.groupThreshold), static_cast<std::uint8_t>(plan.groups.size())};
}

/// Members by group, each place once.
using Groups = std::map<std::uint8_t, std::map<std::uint8_t, const Slip39Share*>>;

Result<Groups> arrange(std::span<const Slip39Share> shares) {
    Groups groups;
    for (const Slip39Share& share : shares) {
        const Slip39Share& first = shares.front();
        if (share.set != first.set || share.value.size != first.value.size)
            return base::Unexpected(Error::slip39Mixed);
        auto& members = groups[share.group];
        if (!members.empty() && members.begin()->second->memberThreshold != share.memberThreshold)
            return base::Unexpected(Error::slip39Mixed);
        const auto [place, added] = members.emplace(share.member, &share);
        if (!added && !secret::equalConstantTime(place->second->value.span(), share.value.span()))
            return base::Unexpected(Error::slip39Duplicate);
    }
    return groups;
}

Result<Slip39Value> combineGroup(const std::map<std::uint8_t, const Slip39Share*>& members) {
    if (members.size() != members.begin()->second->memberThreshold)
        return base::Unexpected(Error::slip39Members);
    std::vector<ShamirPoint> points;
    for (const auto& [x, share] : members)
        points.push_back({x, {share->value.bytes.clone(), share->value.size}});
    return shamirCombine(points);
}

} // namespace

Result<std::vector<std::vector<Slip39Share>>> splitSecret(base::ByteSpan secret,
                                                          const secret::SecretText& passphrase,
                                                          const Slip39Plan& plan, base::Random& random) {
    STRONGROOM_TRY(checkPlan(plan));
    if (secret.size() < MIN_SECRET || secret.size() > Slip39Value::MAX_SIZE || secret.size() % 2 != 0)
        return base::Unexpected(Error::slip39SecretLength);
    if (!isPrintableAscii(passphrase.utf8()))
        return base::Unexpected(Error::slip39Passphrase);
    const Slip39Set set = newSet(plan, random);
    Slip39Value master;
    master.size = secret.size();
    std::copy(secret.begin(), secret.end(), master.mutableSpan().begin());
    const Slip39Value shared = feistel(master, set, passphrase, Direction::encrypt);

    std::vector<std::vector<Slip39Share>> result;
    for (const ShamirPoint& group : shamirSplit(shared, plan.groupThreshold, plan.groups.size(), random)) {
        const Slip39Group& wanted = plan.groups[group.x];
        std::vector<Slip39Share> shares;
        for (ShamirPoint& member : shamirSplit(group.value, wanted.threshold, wanted.members, random))
            shares.push_back({set, group.x, member.x, static_cast<std::uint8_t>(wanted.threshold),
                              std::move(member.value)});
        result.push_back(std::move(shares));
    }
    return result;
}

Result<Slip39Value> combineShares(std::span<const Slip39Share> shares, const secret::SecretText& passphrase) {
    if (shares.empty())
        return base::Unexpected(Error::slip39Groups);
    if (!isPrintableAscii(passphrase.utf8()))
        return base::Unexpected(Error::slip39Passphrase);
    STRONGROOM_ASSIGN(const Groups groups, arrange(shares));
    const Slip39Set& set = shares.front().set;
    if (groups.size() != set.groupThreshold)
        return base::Unexpected(Error::slip39Groups);
    std::vector<ShamirPoint> points;
    for (const auto& [x, members] : groups) {
        STRONGROOM_ASSIGN(Slip39Value value, combineGroup(members));
        points.push_back({x, std::move(value)});
    }
    STRONGROOM_ASSIGN(const Slip39Value shared, shamirCombine(points));
    return feistel(shared, set, passphrase, Direction::decrypt);
}

} // namespace strongroom::keys
