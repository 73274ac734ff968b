#include "descriptor/key_expression.h"

#include "base/text_encoding.h"
#include "bitcoin/base58check.h"
#include "descriptor/musig.h"
#include "descriptor/text_parts.h"

#include <algorithm>

namespace strongroom::descriptor {

namespace {

using base::Unexpected;

Result<bitcoin::KeyOrigin> parseOrigin(std::string_view text) {
    const auto parts = splitAt(text, '/');
    const auto fingerprint = bitcoin::parseFingerprint(parts.front());
    if (!fingerprint)
        return Unexpected(Error::keyOrigin);
    if (parts.size() - 1 > bitcoin::DerivationPath::MAX_STEPS)
        return Unexpected(Error::pathTooLong);
    std::vector<std::uint32_t> steps;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const auto step = bitcoin::parsePathStep(parts[i]);
        if (!step)
            return Unexpected(Error::keyOrigin);
        steps.push_back(*step);
    }
    return bitcoin::KeyOrigin{*fingerprint, bitcoin::DerivationPath(std::move(steps))};
}

/// A private key in wallet import format, of either kind of network.
bool isWalletImportFormat(const base::Bytes& payload) {
    return (payload.size() == 33 || payload.size() == 34) && (payload[0] == 0x80 || payload[0] == 0xef);
}

Error extendedKeyFault(std::string_view text, bitcoin::Error fault) {
    if (fault == bitcoin::Error::extendedKeyPrivate)
        return Error::keyPrivate;
    if (fault == bitcoin::Error::extendedKeySlip132)
        return Error::keySlip132;
    constexpr std::size_t SHORTEST_KEY = 51; // a private key in wallet import format
    if (fault == bitcoin::Error::extendedKeyChecksum)
        return text.size() < SHORTEST_KEY ? Error::keySyntax : Error::keyChecksum;
    const auto payload = bitcoin::decodeBase58Check(text);
    if (!payload)
        return Error::keySyntax;
    return isWalletImportFormat(*payload) ? Error::keyPrivate : Error::keyExtended;
}

Result<void> readExtendedKey(std::string_view text, bitcoin::Network network, KeyExpression& key) {
    const auto extended = bitcoin::ExtendedPubKey::parse(text);
    if (!extended)
        return Unexpected(extendedKeyFault(text, extended.error()));
    if (extended->network() != bitcoin::keyNetwork(network))
        return Unexpected(Error::keyWrongNetwork);
    key.extended = *extended;
    return {};
}

Result<void> readPlainKey(const base::Bytes& bytes, KeyContext context, KeyExpression& key) {
    constexpr std::size_t X_ONLY = 32;
    constexpr std::size_t COMPRESSED = 33;
    constexpr std::size_t UNCOMPRESSED = 65;
    if (bytes.size() == UNCOMPRESSED)
        return Unexpected(Error::keyUncompressed);
    base::Bytes point = bytes;
    if (bytes.size() == X_ONLY && context == KeyContext::taproot) {
        key.xOnly = true;
        point.insert(point.begin(), 0x02); // BIP340: the point with even Y
    } else if (bytes.size() != COMPRESSED) {
        return Unexpected(Error::keySyntax);
    }
    key.plain = crypto::PublicKey::parse(point);
    if (!key.plain)
        return Unexpected(Error::keyPoint);
    return {};
}

Result<std::uint32_t> readStep(std::string_view text, Error fault) {
    const auto step = bitcoin::parsePathStep(text);
    if (!step)
        return Unexpected(fault);
    if (*step >= bitcoin::HARDENED)
        return Unexpected(Error::hardenedPath);
    return *step;
}

Result<std::vector<std::uint32_t>> readMultipath(std::string_view text) {
    if (text.size() < 2 || text.back() != '>')
        return Unexpected(Error::multipathSyntax);
    const auto parts = splitAt(text.substr(1, text.size() - 2), ';');
    if (parts.size() < 2)
        return Unexpected(Error::multipathSyntax);
    if (parts.size() > MAX_BRANCHES)
        return Unexpected(Error::multipathTooMany);
    std::vector<std::uint32_t> branches;
    for (const std::string_view part : parts) {
        STRONGROOM_ASSIGN(const std::uint32_t step, readStep(part, Error::multipathSyntax));
        if (std::ranges::find(branches, step) != branches.end())
            return Unexpected(Error::multipathRepeated);
        branches.push_back(step);
    }
    return branches;
}

/// One part of the path behind an extended key.
Result<void> readPathPart(std::string_view part, KeyExpression& key) {
    if (key.wildcard)
        return Unexpected(Error::pathSyntax); // nothing follows the wildcard
    if (part == "*h" || part == "*'")
        return Unexpected(Error::hardenedPath);
    if (part == "*") {
        key.wildcard = true;
        return {};
    }
    if (part.starts_with('<')) {
        if (key.isMultipath())
            return Unexpected(Error::multipathTwice);
        STRONGROOM_ASSIGN(key.branches, readMultipath(part));
        return {};
    }
    STRONGROOM_ASSIGN(const std::uint32_t step, readStep(part, Error::pathSyntax));
    (key.isMultipath() ? key.stepsAfter : key.stepsBefore).push_back(step);
    return {};
}

Result<void> readPath(std::string_view path, KeyExpression& key) {
    for (const std::string_view part : splitAt(path, '/'))
        STRONGROOM_TRY(readPathPart(part, key));
    return {};
}

/// Depth counts in one byte (BIP32), both below the extended key and from the origin's root.
Result<void> checkDepth(const KeyExpression& key) {
    constexpr std::size_t MAX_STEPS = bitcoin::DerivationPath::MAX_STEPS;
    const std::size_t below = key.steps(0).size() + (key.wildcard ? 1 : 0);
    const std::size_t depth = key.extended ? key.extended->depth() : 0;
    if (depth + below > MAX_STEPS || key.originPath().size() + below > MAX_STEPS)
        return Unexpected(Error::pathTooLong);
    return {};
}

/// The participants between the parentheses.
Result<void> readParticipants(std::string_view list, bitcoin::Network network, KeyExpression& key) {
    const auto parts = splitArguments(list);
    if (parts.size() < 2)
        return Unexpected(Error::musigSyntax);
    for (const std::string_view part : parts) {
        if (part.starts_with("musig("))
            return Unexpected(Error::musigSyntax);
        STRONGROOM_ASSIGN(KeyExpression participant, parseKey(part, network, KeyContext::segwitV0));
        key.participants.push_back(std::move(participant));
    }
    return {};
}

/// The one number of branches that all participants with a multipath share.
Result<void> checkParticipantBranches(const KeyExpression& key) {
    std::size_t count = 1;
    for (const KeyExpression& participant : key.participants) {
        if (!participant.isMultipath())
            continue;
        if (count != 1 && count != participant.branches.size())
            return Unexpected(Error::multipathLengths);
        count = participant.branches.size();
    }
    return {};
}

/// The aggregate of the participants: after their steps when those are fixed.
Result<crypto::PublicKey> aggregateOf(const KeyExpression& key) {
    std::vector<crypto::PublicKey> keys;
    for (const KeyExpression& participant : key.participants) {
        if (key.derivesParticipants() || !participant.extended) {
            keys.push_back(participant.publicKey());
            continue;
        }
        const auto derived = participant.extended->derive(participant.steps(0));
        if (!derived)
            return Unexpected(Error::underivable);
        keys.push_back(derived->publicKey());
    }
    const auto aggregate = musigKey(std::move(keys));
    if (!aggregate)
        return Unexpected(Error::underivable);
    return aggregate->aggregate;
}

/// musig(KEY,KEY,…) and an optional path (BIP390).
Result<KeyExpression> parseMusig(std::string_view text, bitcoin::Network network) {
    const std::size_t close = text.find(')');
    if (close == std::string_view::npos)
        return Unexpected(Error::musigSyntax);
    constexpr std::string_view OPEN = "musig(";
    KeyExpression key;
    STRONGROOM_TRY(readParticipants(text.substr(OPEN.size(), close - OPEN.size()), network, key));
    STRONGROOM_TRY(checkParticipantBranches(key));
    const std::string_view path = text.substr(close + 1);
    STRONGROOM_ASSIGN(const crypto::PublicKey aggregate, aggregateOf(key));
    if (path.empty()) {
        key.plain = aggregate;
        return key;
    }
    if (!path.starts_with('/'))
        return Unexpected(Error::musigSyntax);
    const auto isExtended = [](const KeyExpression& participant) { return participant.extended.has_value(); };
    if (key.derivesParticipants() || !std::ranges::all_of(key.participants, isExtended))
        return Unexpected(Error::musigPath);
    key.extended = syntheticExtendedKey(aggregate, bitcoin::keyNetwork(network));
    STRONGROOM_TRY(readPath(path.substr(1), key));
    STRONGROOM_TRY(checkDepth(key));
    return key;
}

} // namespace

bool KeyExpression::derivesParticipants() const {
    return std::ranges::any_of(participants, [](const KeyExpression& participant) {
        return participant.wildcard || participant.isMultipath();
    });
}

bool KeyExpression::isRanged() const {
    return wildcard || std::ranges::any_of(participants, &KeyExpression::wildcard);
}

std::size_t KeyExpression::branchCount() const {
    std::size_t count = isMultipath() ? branches.size() : 1;
    for (const KeyExpression& participant : participants)
        count = std::max(count, participant.branchCount());
    return count;
}

std::vector<std::uint32_t> KeyExpression::steps(std::size_t branch) const {
    std::vector<std::uint32_t> steps = stepsBefore;
    if (isMultipath()) {
        STRONGROOM_CHECK(branch < branches.size());
        steps.push_back(branches[branch]);
    }
    steps.insert(steps.end(), stepsAfter.begin(), stepsAfter.end());
    return steps;
}

bitcoin::Fingerprint KeyExpression::fingerprint() const {
    return origin ? origin->fingerprint : bitcoin::fingerprintOf(publicKey());
}

bitcoin::DerivationPath KeyExpression::originPath() const {
    return origin ? origin->path : bitcoin::DerivationPath();
}

const crypto::PublicKey& KeyExpression::publicKey() const {
    return extended ? extended->publicKey() : *plain;
}

std::string KeyExpression::text() const {
    std::string text;
    if (origin) {
        text = "[" + bitcoin::toText(origin->fingerprint);
        if (!origin->path.empty())
            text += "/" + origin->path.relativeText();
        text += "]";
    }
    if (isMusig()) {
        text += "musig(";
        for (std::size_t i = 0; i < participants.size(); ++i)
            text += (i == 0 ? "" : ",") + participants[i].text();
        text += ")";
    } else {
        text += extended ? extended->text() : base::toHex(xOnly ? plain->span().subspan(1) : plain->span());
    }
    for (const std::uint32_t step : stepsBefore)
        text += "/" + std::to_string(step);
    if (isMultipath()) {
        for (std::size_t i = 0; i < branches.size(); ++i)
            text += (i == 0 ? "/<" : ";") + std::to_string(branches[i]);
        text += ">";
    }
    for (const std::uint32_t step : stepsAfter)
        text += "/" + std::to_string(step);
    return wildcard ? text + "/*" : text;
}

Result<KeyExpression> parseKey(std::string_view text, bitcoin::Network network, KeyContext context) {
    if (text.starts_with("musig(")) {
        if (context != KeyContext::taproot)
            return Unexpected(Error::misplacedFunction);
        return parseMusig(text, network);
    }
    KeyExpression key;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos)
            return Unexpected(Error::keyOrigin);
        STRONGROOM_ASSIGN(key.origin, parseOrigin(text.substr(1, end - 1)));
        text.remove_prefix(end + 1);
    }
    if (text.find_first_of("[]") != std::string_view::npos)
        return Unexpected(Error::keyOrigin);
    if (text.find_first_of("(){}") != std::string_view::npos)
        return Unexpected(Error::keyExpected);
    const std::size_t slash = text.find('/');
    const std::string_view head = text.substr(0, slash);
    if (const auto bytes = base::fromHex(head); bytes && !bytes->empty()) {
        STRONGROOM_TRY(readPlainKey(*bytes, context, key));
        if (slash != std::string_view::npos)
            return Unexpected(Error::plainKeyWithPath);
        return key;
    }
    STRONGROOM_TRY(readExtendedKey(head, network, key));
    if (slash != std::string_view::npos)
        STRONGROOM_TRY(readPath(text.substr(slash + 1), key));
    STRONGROOM_TRY(checkDepth(key));
    return key;
}

} // namespace strongroom::descriptor
