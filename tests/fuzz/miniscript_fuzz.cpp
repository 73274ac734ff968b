// Oracle: the canonical text of an expression reads back to the same text and script; the script has the size
// that was computed; a witness of full-size signatures is no larger than the bounds say; a sane expression
// that has everything is satisfied, and its witness has a signature; its script reads back to an expression
// of the same script; and the input taken for a script itself reads as miniscript only if it is written
// alike. Keys are the letters A to Z.
#include "base/check.h"
#include "bitcoin/bip32.h"
#include "descriptor/miniscript_decode.h"

#include <algorithm>
#include <array>

using namespace strongroom;
using namespace strongroom::descriptor;

namespace {

constexpr std::size_t KEYS = 26;

/// G, 2G, 3G …
const std::vector<crypto::PublicKey>& keys() {
    static const std::vector<crypto::PublicKey> KEY_TABLE = [] {
        std::array<std::uint8_t, 33> g{0x02, 0x79, 0xbe, 0x66, 0x7e, 0xf9, 0xdc, 0xbb, 0xac, 0x55, 0xa0,
                                       0x62, 0x95, 0xce, 0x87, 0x0b, 0x07, 0x02, 0x9b, 0xfc, 0xdb, 0x2d,
                                       0xce, 0x28, 0xd9, 0x59, 0xf2, 0x81, 0x5b, 0x16, 0xf8, 0x17, 0x98};
        std::vector<crypto::PublicKey> table{crypto::PublicKey::parse(g).value()};
        while (table.size() < KEYS)
            table.push_back(crypto::combine(std::array{table.front(), table.back()}).value());
        return table;
    }();
    return KEY_TABLE;
}

Result<std::uint32_t> readKey(std::string_view text) {
    if (text.size() != 1 || text[0] < 'A' || text[0] > 'Z')
        return base::Unexpected(Error::keySyntax);
    return static_cast<std::uint32_t>(text[0] - 'A');
}

std::string writeKey(std::uint32_t key) {
    return std::string(1, static_cast<char>('A' + key));
}

class Everything final : public MiniscriptAssets {
public:
    explicit Everything(ScriptContext context) : m_context(context) {}
    [[nodiscard]] std::optional<Bytes> signature(std::uint32_t) const override {
        return Bytes(m_context == ScriptContext::tapscript ? 65 : 72, 0x30);
    }
    [[nodiscard]] std::optional<Bytes> preimage(HashKind, ByteSpan) const override { return Bytes(32, 7); }
    [[nodiscard]] bool olderReached(std::uint32_t) const override { return true; }
    [[nodiscard]] bool afterReached(std::uint32_t) const override { return true; }

private:
    ScriptContext m_context;
};

void checkWitness(const Miniscript& expression, std::span<const crypto::PublicKey> table) {
    const auto witness = expression.satisfy(table, Everything(expression.context()));
    if (!witness)
        return;
    std::size_t size = 0;
    bool isSigned = false;
    for (const WitnessItem& item : witness->items) {
        size += 1 + item.bytes.size();
        isSigned = isSigned || item.kind == WitnessItem::Kind::signature;
    }
    STRONGROOM_CHECK(isSigned);
    STRONGROOM_CHECK(witness->items.size() <= expression.limits().witnessItems.value());
    STRONGROOM_CHECK(size <= expression.limits().witnessSize.value());
}

/// By the hash of the key as a script of this context has it.
std::optional<DecodedMiniscript> decode(ByteSpan script, ScriptContext context) {
    return decodeMiniscript(script, context, [&](ByteSpan hash) -> std::optional<crypto::PublicKey> {
        for (const crypto::PublicKey& key : keys())
            if (const ByteSpan bytes = key.span().subspan(context == ScriptContext::tapscript ? 1 : 0);
                std::ranges::equal(crypto::hash160(bytes).span(), hash))
                return key;
        return std::nullopt;
    });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 4'096)
        return 0;
    const std::string_view text = base::asText(base::ByteSpan(data, size));
    for (const ScriptContext context :
         {ScriptContext::legacy, ScriptContext::segwitV0, ScriptContext::tapscript}) {
        if (const auto decoded = decode(base::asBytes(text), context)) {
            STRONGROOM_CHECK(
                std::ranges::equal(decoded->expression.script(decoded->keys), base::asBytes(text)));
            checkWitness(decoded->expression, decoded->keys);
        }
        const auto expression = Miniscript::parse(text, context, readKey);
        if (!expression)
            continue;
        const std::string canonical = expression->text(writeKey);
        const auto again = Miniscript::parse(canonical, context, readKey);
        STRONGROOM_CHECK(again.has_value());
        STRONGROOM_CHECK(again->text(writeKey) == canonical);
        const Bytes script = expression->script(keys());
        STRONGROOM_CHECK(again->script(keys()) == script);
        STRONGROOM_CHECK(script.size() == expression->limits().scriptSize);
        checkWitness(*expression, keys());
        if (script.size() > MAX_DECODED_SCRIPT_SIZE)
            continue;
        const auto decoded = decode(script, context);
        STRONGROOM_CHECK(decoded.has_value());
        STRONGROOM_CHECK(decoded->expression.limits().witnessSize == expression->limits().witnessSize);
    }
    return 0;
}
