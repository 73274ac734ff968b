#include "service/stateless/psbts.h"

#include "base/text_encoding.h"
#include "psbt/codec.h"
#include "psbt/combine.h"
#include "psbt/convert.h"
#include "psbt/finalize.h"
#include "psbt/points.h"

#include <vector>

namespace strongroom::service {

using base::Json;

namespace {

/// As a person hands it over: nothing in it is used yet, so everything in it is checked.
Outcome<psbt::Psbt> readPsbt(base::ByteSpan bytes) {
    STRONGROOM_ASSIGN(psbt::Psbt parsed, psbt::parsePsbtText(bytes));
    STRONGROOM_TRY(psbt::checkPoints(parsed));
    return parsed;
}

PsbtResult resultOf(const psbt::Psbt& psbt) {
    return {Json::Object{{"psbt", psbt::toBase64(psbt)}}, psbt::serialize(psbt)};
}

} // namespace

Outcome<PsbtResult> combinePsbts(std::span<const base::Bytes> psbts) {
    std::vector<psbt::Psbt> parsed;
    for (const base::Bytes& bytes : psbts) {
        STRONGROOM_ASSIGN(psbt::Psbt next, readPsbt(bytes));
        parsed.push_back(std::move(next));
    }
    STRONGROOM_ASSIGN(const psbt::Psbt combined, psbt::combine(parsed));
    return resultOf(combined);
}

Outcome<PsbtResult> finalizePsbt(base::ByteSpan bytes) {
    STRONGROOM_ASSIGN(const psbt::Psbt parsed, readPsbt(bytes));
    STRONGROOM_ASSIGN(const psbt::Finalized finalized, psbt::finalize(parsed));
    const base::Bytes transaction = finalized.tx ? finalized.tx->serialize() : base::Bytes();
    Json document(Json::Object{{"complete", finalized.complete()},
                               {"psbt", psbt::toBase64(finalized.psbt)},
                               {"tx_hex", finalized.tx ? Json(base::toHex(transaction)) : Json()},
                               {"txid", bitcoin::toText(finalized.psbt.tx.txid())}});
    return PsbtResult{std::move(document), finalized.tx ? transaction : psbt::serialize(finalized.psbt)};
}

Outcome<PsbtResult> convertPsbt(base::ByteSpan bytes, PsbtVersion to) {
    STRONGROOM_ASSIGN(psbt::Psbt parsed, readPsbt(bytes));
    return resultOf(
        psbt::convert(std::move(parsed), to == PsbtVersion::v2 ? psbt::Version::v2 : psbt::Version::v0));
}

} // namespace strongroom::service
