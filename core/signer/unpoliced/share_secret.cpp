#include "signer/unpoliced/share_secret.h"

#include "base/text_encoding.h"
#include "bitcoin/bip32.h"
#include "keys/extended_private_key.h"
#include "keys/mnemonic.h"

#include <algorithm>
#include <charconv>

namespace strongroom::signer {

namespace {

using base::Failure;
using base::Json;
using base::Result;
using keys::Slip39Share;

base::Unexpected<Failure> notASecret() {
    return base::Unexpected(
        Failure("input.secret",
                "The secret is a mnemonic of 12 to 24 words, or 16 to 64 bytes in hex; only 16, 20, 24, "
                "28 or 32 bytes are a mnemonic."));
}

/// What is shared, and which it is.
struct Shared {
    keys::Slip39Value value;
    SecretForm form;
};

std::optional<std::uint8_t> hexDigit(std::uint8_t c) {
    if (c >= '0' && c <= '9')
        return static_cast<std::uint8_t>(c - '0');
    const auto lower = static_cast<std::uint8_t>(c | 0x20U);
    return lower >= 'a' && lower <= 'f' ? std::optional(static_cast<std::uint8_t>(lower - 'a' + 10))
                                        : std::nullopt;
}

Result<Shared, Failure> readSecret(const secret::SecretText& text) {
    Shared shared{{}, SecretForm::hex};
    const base::ByteSpan typed = text.utf8();
    if (std::find(typed.begin(), typed.end(), ' ') != typed.end()) {
        STRONGROOM_ASSIGN(const keys::Mnemonic mnemonic, keys::Mnemonic::parse(text));
        shared.form = SecretForm::mnemonic;
        shared.value.size = mnemonic.entropy().size();
        std::ranges::copy(mnemonic.entropy(), shared.value.mutableSpan().begin());
        return shared;
    }
    if (typed.size() % 2 != 0 || typed.size() > 2 * keys::Slip39Value::MAX_SIZE)
        return notASecret();
    shared.value.size = typed.size() / 2;
    for (std::size_t i = 0; i < shared.value.size; ++i) {
        const auto high = hexDigit(typed[2 * i]);
        const auto low = hexDigit(typed[2 * i + 1]);
        if (!high || !low)
            return notASecret();
        shared.value.mutableSpan()[i] = static_cast<std::uint8_t>(*high << 4U | *low);
    }
    return shared;
}

/// Of the master key: of a mnemonic without a passphrase, or of the secret taken as a BIP32 seed.
Result<std::string, Failure> fingerprintOf(const Shared& shared, base::Random& random) {
    const crypto::SecretKeyContext context(random);
    const auto ofSeed = [&](base::ByteSpan seed) -> Result<std::string, Failure> {
        STRONGROOM_ASSIGN(const keys::ExtendedPrivateKey key,
                          keys::ExtendedPrivateKey::fromSeed(seed, bitcoin::KeyNetwork::main, context));
        return bitcoin::toText(key.neuter().fingerprint());
    };
    if (shared.form == SecretForm::hex)
        return ofSeed(shared.value.span());
    STRONGROOM_ASSIGN(const keys::Seed seed,
                      keys::Mnemonic::fromEntropy(shared.value.span()).seed(secret::SecretText()));
    return ofSeed(seed.span());
}

std::string_view nameOf(SecretForm form) {
    return form == SecretForm::mnemonic ? "mnemonic" : "seed";
}

Result<void, Failure> writeLine(base::FileSystem& files, const std::string& path, base::ByteSpan line) {
    STRONGROOM_ASSIGN(const auto file, files.open(path, base::OpenMode::createNew));
    STRONGROOM_TRY(file->append(line));
    STRONGROOM_TRY(file->append(base::asBytes("\n")));
    STRONGROOM_TRY(file->sync());
    return {};
}

/// "share-2-of-group-1.txt" would invite counting from the wrong one: both numbers from 1, group first.
std::string fileNameOf(const Slip39Share& share) {
    return "share-" + std::to_string(share.group + 1) + "-" + std::to_string(share.member + 1) + ".txt";
}

Result<Json::Array, Failure> writeShares(const std::vector<std::vector<Slip39Share>>& groups,
                                         const ShareOutput& output) {
    STRONGROOM_TRY(output.files.createFolders(output.path));
    Json::Array names;
    for (const auto& group : groups)
        for (const Slip39Share& share : group) {
            const std::string name = fileNameOf(share);
            const auto written = writeLine(output.files, output.path + "/" + name, share.words().utf8());
            if (!written) {
                for (const Json& done : names)
                    static_cast<void>(output.files.remove(output.path + "/" + *done.string()));
                return base::Unexpected(written.error());
            }
            names.push_back(name);
        }
    STRONGROOM_TRY(output.files.syncFolder(output.path));
    return names;
}

secret::SecretText hexOf(base::ByteSpan bytes) {
    constexpr std::string_view DIGITS = "0123456789abcdef";
    secret::SecretText text;
    for (const std::uint8_t byte : bytes)
        for (const unsigned digit : {unsigned{byte} >> 4U, unsigned{byte} & 0xfU})
            STRONGROOM_CHECK(text.append(static_cast<char32_t>(DIGITS[digit])).has_value());
    return text;
}

bool hasMnemonic(std::size_t bytes) {
    return bytes >= 16 && bytes <= 32 && bytes % 4 == 0;
}

} // namespace

Result<keys::Slip39Group, Failure> parseShareGroup(std::string_view text) {
    const auto of = text.find("of");
    keys::Slip39Group group{0, 0};
    const auto isNumber = [](std::string_view digits, std::size_t& number) {
        const char* const end = digits.data() + digits.size();
        const auto read = std::from_chars(digits.data(), end, number);
        return read.ec == std::errc() && read.ptr == end;
    };
    if (of == std::string_view::npos || !isNumber(text.substr(0, of), group.threshold) ||
        !isNumber(text.substr(of + 2), group.members))
        return base::Unexpected(Failure(keys::Error::slip39Plan));
    return group;
}

Result<Json, Failure> splitIntoFiles(const secret::SecretText& secret, const secret::SecretText& passphrase,
                                     const keys::Slip39Plan& plan, const ShareOutput& output,
                                     base::Random& random) {
    STRONGROOM_ASSIGN(const Shared shared, readSecret(secret));
    STRONGROOM_ASSIGN(const auto groups, keys::splitSecret(shared.value.span(), passphrase, plan, random));
    STRONGROOM_ASSIGN(std::string fingerprint, fingerprintOf(shared, random));
    STRONGROOM_ASSIGN(Json::Array files, writeShares(groups, output));
    Json::Array shape;
    for (const keys::Slip39Group& group : plan.groups)
        shape.push_back(Json::Object{{"members", static_cast<std::int64_t>(group.members)},
                                     {"threshold", static_cast<std::int64_t>(group.threshold)}});
    return Json(Json::Object{{"exponent", std::int64_t{plan.exponent}},
                             {"files", std::move(files)},
                             {"fingerprint", std::move(fingerprint)},
                             {"group_threshold", static_cast<std::int64_t>(plan.groupThreshold)},
                             {"groups", std::move(shape)},
                             {"identifier", std::int64_t{groups.front().front().set.identifier}},
                             {"kind", nameOf(shared.form)}});
}

Result<Json, Failure> combineIntoFile(std::span<const secret::SecretText> texts,
                                      const secret::SecretText& passphrase, SecretForm form,
                                      const ShareOutput& output, base::Random& random) {
    std::vector<Slip39Share> shares;
    for (const secret::SecretText& text : texts) {
        STRONGROOM_ASSIGN(Slip39Share share, Slip39Share::parse(text));
        shares.push_back(std::move(share));
    }
    Shared shared{{}, form};
    STRONGROOM_ASSIGN(shared.value, keys::combineShares(shares, passphrase));
    if (form == SecretForm::mnemonic && !hasMnemonic(shared.value.size))
        return notASecret();
    STRONGROOM_ASSIGN(std::string fingerprint, fingerprintOf(shared, random));
    const std::size_t bytes = shared.value.size;
    if (form == SecretForm::mnemonic)
        STRONGROOM_TRY(writeLine(output.files, output.path,
                                 keys::Mnemonic::fromEntropy(shared.value.span()).words().utf8()));
    else
        STRONGROOM_TRY(writeLine(output.files, output.path, hexOf(shared.value.span()).utf8()));
    return Json(Json::Object{{"bytes", static_cast<std::int64_t>(bytes)},
                             {"file", output.path},
                             {"fingerprint", std::move(fingerprint)},
                             {"identifier", std::int64_t{shares.front().set.identifier}},
                             {"kind", nameOf(form)}});
}

} // namespace strongroom::signer
