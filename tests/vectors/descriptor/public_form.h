// Vectors that are written with private keys, in the public form that this program reads: each private key is
// derived down to its last hardened step and then neutered.
#pragma once

#include "base/text_encoding.h"
#include "bitcoin/base58check.h"
#include "fakes/counting_random.h"
#include "keys/extended_private_key.h"
#include "support/hex.h"
#include "support/secret_text.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::test {

class PublicForm {
public:
    /// `index` stands for a hardened `*`. A text without private keys comes back as it is.
    [[nodiscard]] std::string operator()(const std::string& text, std::uint32_t index) const {
        std::string result;
        for (std::size_t i = 0; i < text.size();) {
            const bool starts = i == 0 || std::string_view("(,]").find(text[i - 1]) != std::string_view::npos;
            const std::size_t end = std::min(text.find_first_of(",)#", i), text.size());
            const std::string token = text.substr(i, end - i);
            if (starts && token.starts_with("xprv")) {
                result += ofExtended(token, index);
                i = end;
            } else if (starts && (token.size() == 51 || token.size() == 52) &&
                       std::string_view("KL5").find(token[0]) != std::string_view::npos) {
                result += ofWif(token);
                i = end;
            } else {
                result += text[i++];
            }
        }
        return result;
    }

private:
    [[nodiscard]] std::string ofExtended(const std::string& token, std::uint32_t index) const {
        std::vector<std::string> parts{token.substr(0, token.find('/'))};
        for (std::size_t at = parts[0].size(); at < token.size();) {
            const std::size_t next = std::min(token.find('/', at + 1), token.size());
            parts.push_back(token.substr(at + 1, next - at - 1));
            at = next;
        }
        auto key = keys::ExtendedPrivateKey::parse(secretText(parts[0]), m_context).value();
        std::size_t done = 0; // steps taken privately
        for (std::size_t i = 1; i < parts.size(); ++i) {
            if (parts[i].ends_with("'") || parts[i].ends_with("h"))
                done = i;
        }
        for (std::size_t i = 1; i <= done; ++i) {
            const bool hardened = parts[i].ends_with("'") || parts[i].ends_with("h");
            const std::uint32_t step =
                parts[i][0] == '*' ? index : static_cast<std::uint32_t>(std::stoul(parts[i]));
            key = key.derive(step | (hardened ? bitcoin::HARDENED : 0U), m_context).value();
        }
        std::string text = key.neuter().text();
        for (std::size_t i = done + 1; i < parts.size(); ++i)
            text += "/" + parts[i];
        return text;
    }

    /// 0x80, 32 bytes, and 0x01 when its public key is compressed.
    [[nodiscard]] std::string ofWif(const std::string& token) const {
        const base::Bytes payload = bitcoin::decodeBase58Check(token).value();
        const auto point =
            m_context.publicKey(crypto::SecretKey::copyOf(base::ByteSpan(payload).subspan(1, 32))).value();
        return payload.size() == 34 ? base::toHex(point.span()) : "04" + std::string(128, '0');
    }

    CountingRandom m_random;
    crypto::SecretKeyContext m_context{m_random};
};

} // namespace strongroom::test
