// Money and fee rates as integers with their unit in the type. No floating point touches an amount anywhere.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>

namespace strongroom::base {

/// An amount in satoshi, between 0 and 21 million bitcoin (the consensus limit MAX_MONEY). Sums that leave
/// the range are no amount: `plus` and `minus` say so instead of wrapping (ATTACKS A08).
class Amount {
public:
    static constexpr std::int64_t MAX_SATOSHI = 21'000'000LL * 100'000'000LL;

    constexpr Amount() = default;
    [[nodiscard]] static constexpr std::optional<Amount> fromSatoshi(std::int64_t satoshi) {
        if (satoshi < 0 || satoshi > MAX_SATOSHI)
            return std::nullopt;
        return Amount(satoshi);
    }
    /// For constants in code; does not compile when out of range.
    [[nodiscard]] static consteval Amount sat(std::int64_t satoshi) {
        if (satoshi < 0 || satoshi > MAX_SATOSHI)
            throw "amount out of range"; // a consteval function that throws does not compile
        return Amount(satoshi);
    }

    [[nodiscard]] constexpr std::int64_t satoshi() const { return m_satoshi; }
    [[nodiscard]] constexpr std::optional<Amount> plus(Amount other) const {
        return fromSatoshi(m_satoshi + other.m_satoshi); // two values ≤ 2.1e15 never overflow 63 bits
    }
    [[nodiscard]] constexpr std::optional<Amount> minus(Amount other) const {
        return fromSatoshi(m_satoshi - other.m_satoshi);
    }
    friend constexpr auto operator<=>(Amount, Amount) = default;

private:
    explicit constexpr Amount(std::int64_t satoshi) : m_satoshi(satoshi) {}
    std::int64_t m_satoshi = 0;
};

/// A fee rate in satoshi per 1,000 virtual bytes, as Bitcoin Core counts (1 sat/vB = 1,000 sat/kvB).
class FeeRate {
public:
    constexpr FeeRate() = default;
    [[nodiscard]] static constexpr FeeRate satPerKvb(std::int64_t value) {
        return FeeRate(value < 0 ? 0 : value);
    }
    /// What is past the range stays at its end: above every ceiling.
    [[nodiscard]] static constexpr FeeRate satPerVb(std::int64_t value) {
        return satPerKvb(value < 0 ? 0 : value > INT64_MAX / 1'000 ? INT64_MAX : value * 1'000);
    }
    /// What a fee paid for a size comes to, rounded down; zero size gives zero.
    [[nodiscard]] static constexpr FeeRate of(Amount fee, std::int64_t virtualBytes) {
        return virtualBytes <= 0 ? FeeRate() : satPerKvb(fee.satoshi() * 1'000 / virtualBytes);
    }
    [[nodiscard]] constexpr std::int64_t satPerKvb() const { return m_satPerKvb; }
    /// Fee for a size in virtual bytes, rounded up so that the rate is reached. Nothing when it exceeds
    /// MAX_MONEY.
    [[nodiscard]] constexpr std::optional<Amount> feeFor(std::int64_t virtualBytes) const {
        constexpr std::int64_t ROUNDING = 999;
        if (virtualBytes < 0 || (m_satPerKvb > 0 && virtualBytes > (INT64_MAX - ROUNDING) / m_satPerKvb))
            return std::nullopt;
        return Amount::fromSatoshi((virtualBytes * m_satPerKvb + ROUNDING) / 1'000);
    }
    friend constexpr auto operator<=>(FeeRate, FeeRate) = default;

private:
    explicit constexpr FeeRate(std::int64_t value) : m_satPerKvb(value) {}
    std::int64_t m_satPerKvb = 0;
};

} // namespace strongroom::base
