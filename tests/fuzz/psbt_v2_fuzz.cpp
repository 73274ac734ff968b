// Oracle: a version 2 PSBT that parses writes back to an equal value in one stable form; its lock time is the
// one that its fields determine; as version 0 it is the same transaction, and back again the same PSBT but
// for what version 0 cannot say; and both versions combine to either.
#include "base/check.h"
#include "psbt/codec.h"
#include "psbt/combine.h"
#include "psbt/convert.h"
#include "psbt/locktime.h"

using namespace strongroom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto parsed = psbt::parsePsbt(base::ByteSpan(data, size));
    if (!parsed)
        return 0;
    const psbt::Psbt newer = psbt::convert(*parsed, psbt::Version::v2);
    const base::Bytes written = psbt::serialize(newer);
    const auto again = psbt::parsePsbt(written);
    if (!again) // version 2 has no sum or size to itself: only what version 0 may not hold either
        STRONGROOM_CHECK(parsed->version == psbt::Version::v0);
    else
        STRONGROOM_CHECK(*again == newer && psbt::serialize(*again) == written);
    const auto lockTime = psbt::determineLocktime(newer.fallbackLocktime, newer.inputs);
    STRONGROOM_CHECK(lockTime.has_value() && *lockTime == newer.tx.lockTime);

    const psbt::Psbt older = psbt::convert(newer, psbt::Version::v0);
    STRONGROOM_CHECK(older.tx == newer.tx);
    const auto olderAgain = psbt::parsePsbt(psbt::serialize(older));
    STRONGROOM_CHECK(olderAgain.has_value() && *olderAgain == older);
    STRONGROOM_CHECK(psbt::convert(psbt::convert(older, psbt::Version::v2), psbt::Version::v0) == older);
    if (const auto combined = psbt::combine(older, newer))
        STRONGROOM_CHECK(*combined == older);
    if (const auto combined = psbt::combine(newer, older))
        STRONGROOM_CHECK(combined->tx == newer.tx && combined->version == psbt::Version::v2);
    return 0;
}
