#include "keys/shamir.h"

#include "base/check.h"
#include "crypto/kdf.h"
#include "secret/secret_memory.h"

#include <algorithm>

namespace strongroom::keys {

namespace {

constexpr std::uint8_t SECRET_X = 255;
constexpr std::uint8_t DIGEST_X = 254;
constexpr std::size_t DIGEST_SIZE = 4;

/// In GF(256) with the polynomial of AES, x⁸ + x⁴ + x³ + x + 1. `a` may be secret: no table, no branch on it.
std::uint8_t multiply(std::uint8_t a, std::uint8_t b) {
    unsigned product = 0;
    unsigned shifted = a;
    for (unsigned bit = 0; bit < 8; ++bit) {
        product ^= shifted & (0U - (unsigned{b} >> bit & 1U));
        shifted = shifted << 1U ^ (0x11bU & (0U - (shifted >> 7U)));
    }
    return static_cast<std::uint8_t>(product);
}

/// a^254: of indices alone.
std::uint8_t invert(std::uint8_t a) {
    std::uint8_t result = 1;
    for (int i = 0; i < 254; ++i)
        result = multiply(result, a);
    return result;
}

Slip39Value zeros(std::size_t size) {
    Slip39Value value;
    value.size = size;
    return value;
}

/// Lagrange's value at `x` of the polynomial of least degree through the points.
Slip39Value interpolate(std::span<const ShamirPoint> points, std::uint8_t x) {
    Slip39Value result = zeros(points.front().value.size);
    for (const ShamirPoint& point : points) {
        std::uint8_t factor = 1;
        for (const ShamirPoint& other : points) {
            if (other.x == point.x)
                continue;
            factor = multiply(factor, static_cast<std::uint8_t>(x ^ other.x));
            factor = multiply(factor, invert(static_cast<std::uint8_t>(point.x ^ other.x)));
        }
        for (std::size_t i = 0; i < result.size; ++i)
            result.mutableSpan()[i] ^= multiply(point.value.span()[i], factor);
    }
    return result;
}

/// HMAC of the secret under the random bytes that follow the digest.
secret::SecretArray<32> digestOf(const Slip39Value& secret, base::ByteSpan randomPart) {
    return crypto::hmacSha256Secret(randomPart, secret.span());
}

Slip39Value digestPoint(const Slip39Value& secret, base::Random& random) {
    Slip39Value value = zeros(secret.size);
    const std::span<std::uint8_t> randomPart = value.mutableSpan().subspan(DIGEST_SIZE);
    random.fill(randomPart);
    const auto digest = digestOf(secret, randomPart);
    std::copy_n(digest.span().begin(), DIGEST_SIZE, value.mutableSpan().begin());
    return value;
}

ShamirPoint copyOf(std::uint8_t x, const Slip39Value& value) {
    return {x, {value.bytes.clone(), value.size}};
}

} // namespace

std::vector<ShamirPoint> shamirSplit(const Slip39Value& secret, std::size_t threshold, std::size_t count,
                                     base::Random& random) {
    STRONGROOM_CHECK(threshold >= 1 && threshold <= count && count < DIGEST_X);
    std::vector<ShamirPoint> points;
    if (threshold == 1) {
        for (std::size_t i = 0; i < count; ++i)
            points.push_back(copyOf(static_cast<std::uint8_t>(i), secret));
        return points;
    }
    for (std::size_t i = 0; i + 2 < threshold; ++i) {
        ShamirPoint point{static_cast<std::uint8_t>(i), zeros(secret.size)};
        random.fill(point.value.mutableSpan());
        points.push_back(std::move(point));
    }
    std::vector<ShamirPoint> base;
    for (const ShamirPoint& point : points)
        base.push_back(copyOf(point.x, point.value));
    base.push_back({DIGEST_X, digestPoint(secret, random)});
    base.push_back(copyOf(SECRET_X, secret));
    for (std::size_t i = points.size(); i < count; ++i)
        points.push_back({static_cast<std::uint8_t>(i), interpolate(base, static_cast<std::uint8_t>(i))});
    return points;
}

Result<Slip39Value> shamirCombine(std::span<const ShamirPoint> points) {
    STRONGROOM_CHECK(!points.empty());
    if (points.size() == 1)
        return Slip39Value{points.front().value.bytes.clone(), points.front().value.size};
    Slip39Value secret = interpolate(points, SECRET_X);
    const Slip39Value stated = interpolate(points, DIGEST_X);
    const auto digest = digestOf(secret, stated.span().subspan(DIGEST_SIZE));
    if (!secret::equalConstantTime(stated.span().first(DIGEST_SIZE), digest.span().first(DIGEST_SIZE)))
        return base::Unexpected(Error::slip39Digest);
    return secret;
}

} // namespace strongroom::keys
