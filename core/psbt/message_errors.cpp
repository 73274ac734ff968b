#include "psbt/message_errors.h"

#include "base/check.h"

#include <array>
#include <cstddef>

namespace strongroom::psbt {

namespace {

struct Row {
    MessageError error;
    base::ErrorInfo info;
};

constexpr std::array ROWS{
    Row{MessageError::textTooLong, {"message.too_long", "The message is longer than 65536 bytes."}},
    Row{MessageError::notText,
        {"message.not_text", "The message is not plain text: not UTF-8, or it holds control, direction or "
                             "invisible characters."}},
    Row{MessageError::notAscii,
        {"message.not_ascii",
         "The message has characters beyond ASCII, which can look alike; say so explicitly to sign it."}},
    Row{MessageError::signatureEmpty, {"message.signature_empty", "There is no signature."}},
    Row{MessageError::signatureTooLarge,
        {"message.signature_too_large", "The signature is larger than any proof can be."}},
    Row{MessageError::notBase64, {"message.not_base64", "The signature is not base64."}},
    Row{MessageError::malformed,
        {"message.malformed", "The signature is not of the form that its prefix says."}},
    Row{MessageError::notAProof,
        {"message.not_a_proof",
         "This is no proof of a message: it has inputs or outputs as only a payment has them."}},
    Row{MessageError::otherMessage,
        {"message.other_message", "This is a signature of another message, or for another address."}},
    Row{MessageError::simpleNeedsSegwit,
        {"message.simple_needs_segwit",
         "A signature in the simple form needs a segwit address; this one needs the full form."}},
    Row{MessageError::notFinal,
        {"message.not_final", "The proof of funds has inputs that are not finally signed."}},
    Row{MessageError::noCoins, {"message.no_coins", "The proof of funds names no coin."}},
    Row{MessageError::duplicateCoin, {"message.duplicate_coin", "The proof names a coin twice."}},
    Row{MessageError::coinUnproven,
        {"message.coin_unproven",
         "The proof does not show the output of a coin, or says two things about it."}},
    Row{MessageError::coinsUnknown,
        {"message.coins_unknown", "The proof spends coins whose outputs it does not show."}},
    Row{MessageError::version,
        {"message.version", "The proof has a transaction version that has no meaning yet."}},
    Row{MessageError::formatTooNarrow,
        {"message.format_too_narrow",
         "A proof in this form cannot say that: the simple form has no time locks, and only a proof of funds "
         "has coins."}},
    Row{MessageError::badRequest,
        {"message.bad_request", "What is to be signed is not described as documented."}},
};

constexpr bool inEnumOrder() {
    for (std::size_t i = 0; i < ROWS.size(); ++i) {
        if (static_cast<std::size_t>(ROWS[i].error) != i)
            return false;
    }
    return ROWS.size() == static_cast<std::size_t>(MessageError::badRequest) + 1;
}
static_assert(inEnumOrder(), "one row per error, in the order of the enum");

} // namespace

base::ErrorInfo describe(MessageError error) {
    const auto index = static_cast<std::size_t>(error);
    STRONGROOM_CHECK(index < ROWS.size());
    return ROWS[index].info;
}

} // namespace strongroom::psbt
