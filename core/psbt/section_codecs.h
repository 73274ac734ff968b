// The fields of the input and output sections, between their wire form and the typed structs.
// Internal to the module.
#pragma once

#include "base/result.h"
#include "psbt/errors.h"
#include "psbt/field_map.h"
#include "psbt/psbt.h"

#include <span>

namespace strongroom::psbt {

/// An input section, and what of it stands in the transaction: of version 0 nothing.
struct DecodedInput {
    PsbtInput fields;
    bitcoin::TxIn txIn;
};
/// Errors: those of reading in errors.h; missingVersion2Field and version2Field tell the versions apart.
[[nodiscard]] base::Result<DecodedInput, Error> decodeInput(std::span<const FieldView> fields,
                                                            Version version);
/// `txIn` is the input of the transaction, which version 2 writes here. The list refers to `input`.
[[nodiscard]] FieldList encodeInput(const PsbtInput& input, const bitcoin::TxIn& txIn, Version version);

struct DecodedOutput {
    PsbtOutput fields;
    bitcoin::TxOut txOut;
};
[[nodiscard]] base::Result<DecodedOutput, Error> decodeOutput(std::span<const FieldView> fields,
                                                              Version version);
[[nodiscard]] FieldList encodeOutput(const PsbtOutput& output, const bitcoin::TxOut& txOut, Version version);

} // namespace strongroom::psbt
