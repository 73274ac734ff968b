#include "service/stateless/psbts.h"

#include "base/text_encoding.h"
#include "psbt/codec.h"
#include "psbt/combine.h"
#include "psbt/finalize.h"

#include <vector>

namespace strongroom::service {

using base::Json;

Outcome<PsbtResult> combinePsbts(std::span<const base::Bytes> psbts) {
    std::vector<psbt::Psbt> parsed;
    for (const base::Bytes& bytes : psbts) {
        STRONGROOM_ASSIGN(psbt::Psbt next, psbt::parsePsbtText(bytes));
        parsed.push_back(std::move(next));
    }
    STRONGROOM_ASSIGN(const psbt::Psbt combined, psbt::combine(parsed));
    return PsbtResult{Json::Object{{"psbt", psbt::toBase64(combined)}}, psbt::serialize(combined)};
}

Outcome<PsbtResult> finalizePsbt(base::ByteSpan bytes) {
    STRONGROOM_ASSIGN(const psbt::Psbt parsed, psbt::parsePsbtText(bytes));
    STRONGROOM_ASSIGN(const psbt::Finalized finalized, psbt::finalize(parsed));
    const base::Bytes transaction = finalized.tx ? finalized.tx->serialize() : base::Bytes();
    Json document(Json::Object{{"complete", finalized.complete()},
                               {"psbt", psbt::toBase64(finalized.psbt)},
                               {"tx_hex", finalized.tx ? Json(base::toHex(transaction)) : Json()},
                               {"txid", bitcoin::toText(finalized.psbt.tx.txid())}});
    return PsbtResult{std::move(document), finalized.tx ? transaction : psbt::serialize(finalized.psbt)};
}

} // namespace strongroom::service
