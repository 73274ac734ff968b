// Reading and writing PSBTs (BIP174 version 0, BIP370 version 2, the fields of BIP371 and BIP373).
//
// Reading is strict and bounded: no length is believed before the data is there (ATTACKS A47), no key twice
// in a section (A46), exact key lengths (A48), minimal compact sizes (A49), no field of the other version
// (A50), nothing after the end (A53). Previous transactions are checked and kept as bytes; public keys but
// extended ones are not yet asked to be points (psbt/points.h).
// Fields that this program does not know survive. Writing is canonical: keys in the order of their bytes, so
// that parse → serialize → parse gives the same value and serialize ∘ parse is idempotent.
#pragma once

#include "base/result.h"
#include "psbt/errors.h"
#include "psbt/psbt.h"

#include <string>
#include <string_view>

namespace strongroom::psbt {

/// The binary form, which begins with `psbt` 0xFF.
[[nodiscard]] base::Result<Psbt, Error> parsePsbt(base::ByteSpan bytes);

/// Binary or base64, told apart by the first bytes; white space around and line breaks inside base64 are
/// allowed, as files and mail have them.
[[nodiscard]] base::Result<Psbt, Error> parsePsbtText(base::ByteSpan bytes);

[[nodiscard]] base::Bytes serialize(const Psbt& psbt);
[[nodiscard]] std::string toBase64(const Psbt& psbt);

} // namespace strongroom::psbt
