#include "bitcoin/bip32.h"

#include "base/check.h"
#include "base/text_encoding.h"

#include <algorithm>
#include <charconv>

namespace strongroom::bitcoin {

using base::Unexpected;

std::string toText(const Fingerprint& fingerprint) {
    return base::toHex(fingerprint.span());
}

Result<Fingerprint> parseFingerprint(std::string_view text) {
    const auto bytes = text.size() == 2 * Fingerprint::SIZE ? base::fromHex(text) : std::nullopt;
    if (!bytes)
        return Unexpected(Error::fingerprintSyntax);
    return *Fingerprint::from(*bytes);
}

Fingerprint fingerprintOf(const crypto::PublicKey& key) {
    return *Fingerprint::from(crypto::hash160(key.span()).span().first(Fingerprint::SIZE));
}

Result<std::uint32_t> parsePathStep(std::string_view text) {
    const bool hardened = !text.empty() && (text.back() == 'h' || text.back() == '\'');
    if (hardened)
        text.remove_suffix(1);
    const bool digits =
        !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || (text.size() > 1 && text[0] == '0'))
        return Unexpected(Error::pathSyntax);
    std::uint32_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size() || value >= HARDENED)
        return Unexpected(Error::pathSyntax);
    return hardened ? value | HARDENED : value;
}

DerivationPath::DerivationPath(std::vector<std::uint32_t> steps) : m_steps(std::move(steps)) {
    STRONGROOM_CHECK(m_steps.size() <= MAX_STEPS);
}

Result<DerivationPath> DerivationPath::parse(std::string_view text) {
    if (text == "m")
        return DerivationPath();
    if (text.starts_with("m/"))
        text.remove_prefix(2);
    std::vector<std::uint32_t> steps;
    for (;;) {
        if (steps.size() == MAX_STEPS)
            return Unexpected(Error::pathTooLong);
        const std::size_t slash = text.find('/');
        STRONGROOM_ASSIGN(const std::uint32_t step, parsePathStep(text.substr(0, slash)));
        steps.push_back(step);
        if (slash == std::string_view::npos)
            return DerivationPath(std::move(steps));
        text.remove_prefix(slash + 1);
    }
}

std::string DerivationPath::text() const {
    return m_steps.empty() ? "m" : "m/" + relativeText();
}

std::string DerivationPath::relativeText() const {
    std::string text;
    for (const std::uint32_t step : m_steps) {
        if (!text.empty())
            text += '/';
        text += std::to_string(step & ~HARDENED);
        if (step >= HARDENED)
            text += 'h';
    }
    return text;
}

bool DerivationPath::hasHardenedStep() const {
    return std::ranges::any_of(m_steps, [](std::uint32_t step) { return step >= HARDENED; });
}

DerivationPath DerivationPath::then(const std::vector<std::uint32_t>& more) const {
    std::vector<std::uint32_t> steps;
    steps.reserve(m_steps.size() + more.size());
    steps.insert(steps.end(), m_steps.begin(), m_steps.end());
    steps.insert(steps.end(), more.begin(), more.end());
    return DerivationPath(std::move(steps));
}

} // namespace strongroom::bitcoin
