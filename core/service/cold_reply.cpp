#include "service/cold_reply.h"

#include "audit/checkpoint.h"
#include "psbt/codec.h"
#include "psbt/combine.h"
#include "psbt/signatures.h"
#include "service/station_log.h"
#include "service/withdrawal_errors.h"
#include "store/objects.h"
#include "treasury/receipt.h"

#include <algorithm>

namespace strongroom::service {

namespace {

base::Unexpected<base::Failure> refuse(WithdrawalError error) {
    return base::Unexpected(base::Failure(error));
}

/// The same transaction and, apart from signatures and our own fields, the same description of it.
Outcome<void> checkSameTransaction(const psbt::Psbt& sent, const psbt::Psbt& reply) {
    if (treasury::sameButForSignatures(sent, reply))
        return {};
    if (reply.tx.txid() == sent.tx.txid())
        return refuse(WithdrawalError::coldExtraData);
    const auto spendsOurs = [&](const bitcoin::TxIn& input) {
        return std::any_of(sent.tx.inputs.begin(), sent.tx.inputs.end(),
                           [&](const bitcoin::TxIn& own) { return own.prevout == input.prevout; });
    };
    const bool related = std::any_of(reply.tx.inputs.begin(), reply.tx.inputs.end(), spendsOurs);
    return refuse(related ? WithdrawalError::coldChangedTransaction : WithdrawalError::coldForeignWallet);
}

/// What people said, and where logs stand, comes back as it went, with receipts added and nothing else.
Outcome<void> checkTravel(State& state, const psbt::Psbt& sent, const psbt::Psbt& reply,
                          const crypto::Hash256& digest, const authority::AuthorityState& authority) {
    const auto travel = treasury::readTravel(reply);
    if (!travel)
        return refuse(WithdrawalError::coldExtraData);
    STRONGROOM_ASSIGN(const treasury::Travel own, treasury::readTravel(sent));
    const auto isKnown = [](const auto& list, const auto& item) {
        return std::find(list.begin(), list.end(), item) != list.end();
    };
    for (const crypto::SignedObject& statement : travel->statements) {
        if (!isKnown(own.statements, statement))
            return refuse(WithdrawalError::coldExtraData);
    }
    if (travel->intent && travel->intent != own.intent)
        return refuse(WithdrawalError::coldChangedTransaction);
    const auto exportedOnly = [&](const base::Bytes& value) { return isKnown(own.preimages, value); };
    if (!std::all_of(travel->preimages.begin(), travel->preimages.end(), exportedOnly))
        return refuse(WithdrawalError::coldExtraData);
    STRONGROOM_ASSIGN(const std::vector<treasury::Receipt> earlier, stationReceipts(state));
    for (const crypto::SignedObject& object : travel->receipts) {
        if (isKnown(own.receipts, object))
            continue;
        STRONGROOM_ASSIGN(const treasury::Receipt receipt,
                          treasury::verifyReceipt(object, reply, digest, authority));
        STRONGROOM_TRY(checkStationLog(receipt, earlier, authority));
    }
    return {};
}

/// What `companyOf` added to the request comes back as it went: heads that are ours, and places where this
/// seat's own log stood. Nothing of it is kept, but nobody's additions pass for it either.
Outcome<void> checkCompany(State& state, const psbt::Psbt& reply,
                           const authority::AuthorityState& authority) {
    STRONGROOM_ASSIGN(const treasury::Travel travel, treasury::readTravel(reply));
    STRONGROOM_ASSIGN(const std::vector<base::Bytes> heads, store::Objects(state.database).heads());
    const auto isOurs = [&](const crypto::SignedObject& head) {
        return std::find(heads.begin(), heads.end(), head.bytes()) != heads.end();
    };
    const authority::LogRecord* log = authority.findLog(state.log);
    const std::string origin = audit::LogName{state.card.treasuryId, state.log}.origin();
    const auto isOurLog = [&](const base::Bytes& note) {
        return log != nullptr && audit::verifyCheckpoint(base::asText(note), origin, log->key).has_value();
    };
    if (!std::all_of(travel.heads.begin(), travel.heads.end(), isOurs) ||
        !std::all_of(travel.checkpoints.begin(), travel.checkpoints.end(), isOurLog))
        return refuse(WithdrawalError::coldExtraData);
    return {};
}

std::size_t signatureCount(const psbt::Psbt& psbt) {
    std::size_t count = 0;
    for (const psbt::PsbtInput& input : psbt.inputs)
        count += input.partialSigs.size() + input.tapScriptSigs.size() + (input.tapKeySig ? 1U : 0U);
    return count;
}

} // namespace

Outcome<treasury::Travel> companyOf(State& state) {
    treasury::Travel travel;
    STRONGROOM_ASSIGN(const auto heads, store::Objects(state.database).heads());
    if (!heads.empty()) {
        STRONGROOM_ASSIGN(auto head, crypto::SignedObject::parse(heads.back(), authority::MAX_HEAD_BYTES));
        if (head.type() == authority::HEAD_TYPE)
            travel.heads.push_back(std::move(head));
    }
    STRONGROOM_ASSIGN(const signer::Frame status, askSigner(state, {"status", {}, {}}));
    STRONGROOM_ASSIGN(const std::string checkpoint, textOf(status, "checkpoint"));
    travel.checkpoints.push_back(base::toBytes(base::asBytes(checkpoint)));
    return travel;
}

Outcome<psbt::Psbt> acceptReply(State& state, const authority::AuthorityState& authority,
                                const ColdRequest& request, base::ByteSpan bytes) {
    STRONGROOM_ASSIGN(const psbt::Psbt reply, psbt::parsePsbtText(bytes));
    STRONGROOM_TRY(checkSameTransaction(request.sent, reply));
    STRONGROOM_TRY(checkTravel(state, request.sent, reply, request.digest, authority));
    STRONGROOM_TRY(checkCompany(state, reply, authority));
    if (!psbt::checkAllSignatures(reply))
        return refuse(WithdrawalError::coldInvalidSignature);
    STRONGROOM_ASSIGN(const treasury::Travel travel, treasury::readTravel(reply));
    treasury::Travel receipts;
    receipts.receipts = travel.receipts;
    STRONGROOM_ASSIGN(const psbt::Psbt signatures,
                      treasury::addTravel(treasury::stripTravel(reply), receipts));
    const auto combined = psbt::combine(request.sent, signatures);
    if (!combined)
        return refuse(WithdrawalError::coldExtraData);
    if (signatureCount(*combined) == signatureCount(request.sent))
        return refuse(WithdrawalError::coldNothingAdded);
    return *combined;
}

Outcome<void> recordLeg(State& state, const std::string& kind, const crypto::Hash256& subject,
                        base::Json::Object fields) {
    SignerRequest request{
        "record", {{"kind", kind}, {"subject", hexOf(subject)}, {"fields", std::move(fields)}}, {}};
    STRONGROOM_TRY(askSigner(state, request));
    return pullLog(state);
}

std::string replySentence(const StationReply& reply) {
    const int missing = reply.signaturesNeeded - reply.signaturesHave;
    if (missing <= 0)
        return "All signatures are there.";
    return std::to_string(reply.signaturesHave) + " of " + std::to_string(reply.signaturesNeeded) +
           " signatures. Show it to another station.";
}

} // namespace strongroom::service
