#include "psbt/final_check.h"

#include "bitcoin/script.h"
#include "bitcoin/script_reader.h"
#include "bitcoin/spend_check.h"

#include <algorithm>

namespace strongroom::psbt {

namespace {

using base::Bytes;
using base::Result;
using base::Unexpected;

/// The input as it would stand in the network transaction. Its digests come from the context, so the other
/// inputs and the outputs need not be copied.
bitcoin::Transaction carrierOf(const PsbtInput& input, const bitcoin::Transaction& tx, std::size_t index) {
    bitcoin::Transaction carrier;
    carrier.version = tx.version;
    carrier.lockTime = tx.lockTime;
    carrier.inputs.resize(index + 1);
    bitcoin::TxIn& own = carrier.inputs.back();
    own.prevout = tx.inputs[index].prevout;
    own.sequence = tx.inputs[index].sequence;
    own.scriptSig = input.finalScriptSig.value_or(Bytes());
    own.witness = input.finalScriptWitness.value_or(std::vector<Bytes>());
    return carrier;
}

bool isEcdsa(base::ByteSpan item) {
    return !item.empty() && crypto::isEcdsaSignature(item.first(item.size() - 1));
}

/// Of an input that is valid: whatever looks like a signature then is one (BIP146, NULLFAIL).
std::size_t countSignatures(const bitcoin::TxIn& input, bool taproot) {
    if (taproot) {
        const std::size_t scripts = input.witness.size() == 1 ? 0 : 2; // a leaf and its control block
        return static_cast<std::size_t>(
            std::count_if(input.witness.begin(), input.witness.end() - static_cast<std::ptrdiff_t>(scripts),
                          [](const Bytes& item) { return item.size() == 64 || item.size() == 65; }));
    }
    auto signatures = static_cast<std::size_t>(std::ranges::count_if(input.witness, isEcdsa));
    bitcoin::ScriptReader pushes(input.scriptSig);
    while (const auto push = pushes.next())
        signatures += isEcdsa(push->data) ? 1U : 0U;
    return signatures;
}

} // namespace

Result<std::size_t, Error> checkFinal(const PsbtInput& input, const bitcoin::Transaction& tx,
                                      const bitcoin::TxOut& spent, const SignedPlace& place) {
    const bitcoin::Transaction carrier = carrierOf(input, tx, place.input);
    const auto fault =
        bitcoin::checkInput({place.context, carrier, place.input, spent, bitcoin::HashTypes::allOnly});
    if (fault) // one that cannot be judged here counts as one that does not hold
        return Unexpected(Error::finalWitnessInvalid);
    const bool taproot = bitcoin::classify(spent.scriptPubKey) == bitcoin::ScriptType::p2tr;
    return countSignatures(carrier.inputs.back(), taproot);
}

} // namespace strongroom::psbt
