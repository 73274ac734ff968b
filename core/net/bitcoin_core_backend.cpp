#include "net/bitcoin_core_backend.h"

#include "base/check.h"
#include "base/text_encoding.h"

#include <algorithm>
#include <array>
#include <limits>

namespace strongroom::net {

using base::Failure;
using base::Json;
using base::Unexpected;
using bitcoin::Network;
using bitcoin::Transaction;
using bitcoin::Txid;
using chain::Acceptance;
using chain::Answer;
using chain::Block;
using chain::BlockHash;
using chain::Delivery;
using chain::FeeEstimate;

namespace {

/// Rules of consensus that this program was written for. A node that lists any other is not used, whether or
/// not it is active yet.
constexpr std::array<std::string_view, 7> KNOWN_DEPLOYMENTS{"bip34",  "bip65",   "bip66",    "csv",
                                                            "segwit", "taproot", "testdummy"};

// Bitcoin Core, src/rpc/protocol.h
constexpr std::int64_t RPC_INVALID_ADDRESS_OR_KEY = -5; // also: no such block or transaction
constexpr std::int64_t RPC_INVALID_PARAMETER = -8;
constexpr std::int64_t RPC_DESERIALIZATION_ERROR = -22;
constexpr std::int64_t RPC_VERIFY_ERROR = -25;
constexpr std::int64_t RPC_VERIFY_REJECTED = -26;
constexpr std::int64_t RPC_VERIFY_ALREADY_IN_CHAIN = -27;

constexpr std::uint32_t MAX_FEE_TARGET = 1008;

/// The first block of each network (Bitcoin Core, src/kernel/chainparams.cpp).
std::string_view firstBlock(Network network) {
    switch (network) {
    case Network::main:
        return "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";
    case Network::test:
        return "000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943";
    case Network::signet:
        return "00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6";
    case Network::regtest:
        return "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206";
    }
    base::checkFailed("Network");
}

const std::string* stringAt(const RpcValue& object, std::string_view key) {
    const RpcValue* member = object.find(key);
    return member == nullptr ? nullptr : member->string();
}

std::optional<std::int64_t> integerAt(const RpcValue& object, std::string_view key) {
    const RpcValue* member = object.find(key);
    return member == nullptr ? std::nullopt : member->integer();
}

std::optional<base::Amount> bitcoinAt(const RpcValue& object, std::string_view key) {
    const RpcValue* member = object.find(key);
    return member == nullptr ? std::nullopt : member->bitcoin();
}

std::optional<std::uint32_t> toU32(std::optional<std::int64_t> value) {
    if (!value || *value < 0 || *value > std::numeric_limits<std::uint32_t>::max())
        return std::nullopt;
    return static_cast<std::uint32_t>(*value);
}

std::optional<BlockHash> hashFrom(const std::string* text) {
    return text == nullptr ? std::nullopt : chain::blockHashFromText(*text);
}

std::optional<Transaction> transactionFrom(const std::string* hex) {
    const auto bytes = hex == nullptr ? std::nullopt : base::fromHex(*hex);
    if (!bytes)
        return std::nullopt;
    auto transaction = Transaction::parse(*bytes);
    return transaction ? std::optional(std::move(transaction).value()) : std::nullopt;
}

bool isKnownDeployment(std::string_view name) {
    return std::find(KNOWN_DEPLOYMENTS.begin(), KNOWN_DEPLOYMENTS.end(), name) != KNOWN_DEPLOYMENTS.end();
}

Failure unknownDeployment(const std::string& name) {
    Failure failure(Error::unknownDeployment);
    const bool plain = name.size() <= 64 && base::isPlainUtf8(name);
    failure.data.emplace_back("deployment", plain ? name : std::string("unprintable"));
    return failure;
}

bool isRejection(const RpcFailure& failure) {
    return failure.error == Error::requestRefused &&
           (failure.code == RPC_DESERIALIZATION_ERROR || failure.code == RPC_VERIFY_ERROR ||
            failure.code == RPC_VERIFY_REJECTED || failure.code == RPC_VERIFY_ALREADY_IN_CHAIN);
}

Failure rejection(const std::string& reason) {
    Failure failure(chain::Error::rejected);
    failure.data.emplace_back("reason", reason);
    return failure;
}

/// The node's words in testmempoolaccept for what it has already.
bool isKnownAlready(std::string_view reason) {
    return reason == "txn-already-in-mempool" || reason == "txn-already-known" ||
           reason == "txn-same-nonwitness-data-in-mempool";
}

} // namespace

Answer<std::unique_ptr<BitcoinCoreBackend>>
BitcoinCoreBackend::connect(base::FileSystem& files, const NodeAddress& address, Network network) {
    STRONGROOM_ASSIGN(HttpClient http, HttpClient::open(address.url, address.reach));
    return std::unique_ptr<BitcoinCoreBackend>(
        new BitcoinCoreBackend(RpcClient(files, std::move(http), address.credentials), network));
}

Answer<void> BitcoinCoreBackend::refuseUnknownRules() {
    STRONGROOM_ASSIGN(const RpcValue info, m_rpc.call("getdeploymentinfo"));
    const RpcValue* deployments = info.find("deployments");
    if (deployments == nullptr || deployments->object() == nullptr)
        return Unexpected(Error::malformedResponse);
    for (const auto& [name, state] : *deployments->object())
        if (!isKnownDeployment(name))
            return Unexpected(unknownDeployment(name));
    // Some nodes describe a fork of their own beside the list.
    for (const auto& [name, value] : *info.object())
        if (name != "deployments" && value.object() != nullptr)
            return Unexpected(unknownDeployment(name));
    return {};
}

Answer<RpcValue> BitcoinCoreBackend::verifiedChainInfo() {
    STRONGROOM_ASSIGN(RpcValue info, m_rpc.call("getblockchaininfo"));
    const std::string* name = stringAt(info, "chain");
    if (name == nullptr)
        return Unexpected(Error::malformedResponse);
    if (*name != bitcoin::name(m_network))
        return Unexpected(Error::wrongNetwork);
    STRONGROOM_ASSIGN(const RpcValue first, m_rpc.call("getblockhash", {Json(0)}));
    if (first.string() == nullptr || *first.string() != firstBlock(m_network))
        return Unexpected(Error::wrongNetwork);
    STRONGROOM_TRY(refuseUnknownRules());
    return info;
}

Answer<std::string> BitcoinCoreBackend::description() {
    STRONGROOM_ASSIGN(const RpcValue info, m_rpc.call("getnetworkinfo"));
    const std::string* version = stringAt(info, "subversion");
    if (version == nullptr || version->size() > 256 || !base::isPlainUtf8(*version))
        return Unexpected(Error::malformedResponse);
    return *version;
}

Answer<chain::Tip> BitcoinCoreBackend::tip() {
    STRONGROOM_ASSIGN(const RpcValue info, verifiedChainInfo());
    const auto height = toU32(integerAt(info, "blocks"));
    const auto hash = hashFrom(stringAt(info, "bestblockhash"));
    const auto time = toU32(integerAt(info, "time"));
    if (!height || !hash || !time)
        return Unexpected(Error::malformedResponse);
    return chain::Tip{*height, *hash, {*time}};
}

Answer<std::optional<BlockHash>> BitcoinCoreBackend::blockHash(std::uint32_t height) {
    const auto answer = m_rpc.call("getblockhash", {Json(std::int64_t{height})});
    if (!answer && answer.error().code == RPC_INVALID_PARAMETER)
        return std::optional<BlockHash>();
    if (!answer)
        return Unexpected(answer.error());
    const auto hash = hashFrom(answer->string());
    if (!hash)
        return Unexpected(Error::malformedResponse);
    return hash;
}

Answer<std::optional<Block>> BitcoinCoreBackend::block(const BlockHash& hash) {
    const auto answer = m_rpc.call("getblock", {Json(chain::toText(hash)), Json(0)});
    if (!answer && answer.error().code == RPC_INVALID_ADDRESS_OR_KEY)
        return std::optional<Block>();
    if (!answer)
        return Unexpected(answer.error());
    const auto bytes = answer->string() == nullptr ? std::nullopt : base::fromHex(*answer->string());
    if (!bytes)
        return Unexpected(Error::malformedResponse);
    STRONGROOM_ASSIGN(Block block, Block::parse(*bytes, hash));
    return std::optional(std::move(block));
}

Answer<std::vector<Txid>> BitcoinCoreBackend::mempool() {
    STRONGROOM_ASSIGN(const RpcValue answer, m_rpc.call("getrawmempool"));
    if (answer.array() == nullptr)
        return Unexpected(Error::malformedResponse);
    std::vector<Txid> txids;
    txids.reserve(answer.array()->size());
    for (const RpcValue& entry : *answer.array()) {
        const auto txid = entry.string() == nullptr ? std::nullopt : bitcoin::txidFromText(*entry.string());
        if (!txid)
            return Unexpected(Error::malformedResponse);
        txids.push_back(*txid);
    }
    return txids;
}

/// Confirmed transactions are found only by nodes with -txindex; without, they are unknown here.
Answer<BitcoinCoreBackend::Known> BitcoinCoreBackend::find(const Txid& txid) {
    const auto answer = m_rpc.call("getrawtransaction", {Json(bitcoin::toText(txid)), Json(true)});
    if (!answer && answer.error().code == RPC_INVALID_ADDRESS_OR_KEY)
        return Known{};
    if (!answer)
        return Unexpected(answer.error());
    auto transaction = transactionFrom(stringAt(*answer, "hex"));
    if (!transaction || transaction->txid() != txid)
        return Unexpected(Error::malformedResponse);
    const auto confirmations = integerAt(*answer, "confirmations");
    if (answer->find("blockhash") == nullptr)
        return Known{Whereabouts::mempool, std::move(transaction)};
    // In a block of an abandoned branch it counts as unknown.
    const bool confirmed = confirmations && *confirmations > 0;
    return Known{confirmed ? Whereabouts::confirmed : Whereabouts::unknown, std::move(transaction)};
}

Answer<std::optional<Transaction>> BitcoinCoreBackend::mempoolTransaction(const Txid& txid) {
    STRONGROOM_ASSIGN(Known known, find(txid));
    return known.whereabouts == Whereabouts::mempool ? std::move(known.transaction) : std::nullopt;
}

Answer<std::optional<chain::WaitingPackage>> BitcoinCoreBackend::waitingPackage(const Txid& txid) {
    STRONGROOM_TRY(verifiedChainInfo());
    const auto entry = m_rpc.call("getmempoolentry", {Json(bitcoin::toText(txid))});
    if (!entry && entry.error().code == RPC_INVALID_ADDRESS_OR_KEY)
        return std::optional<chain::WaitingPackage>();
    if (!entry)
        return Unexpected(entry.error());
    const RpcValue* fees = entry->find("fees");
    const auto fee = fees != nullptr ? bitcoinAt(*fees, "ancestor") : std::nullopt;
    const auto size = integerAt(*entry, "ancestorsize");
    if (!fee || !size || *size <= 0)
        return Unexpected(Error::malformedResponse);
    return std::optional(chain::WaitingPackage{*fee, *size});
}

Answer<Acceptance> BitcoinCoreBackend::testAccept(const Transaction& transaction) {
    STRONGROOM_TRY(verifiedChainInfo());
    const Json::Array transactions{Json(base::toHex(transaction.serialize()))};
    const auto answer = m_rpc.call("testmempoolaccept", {Json(transactions)});
    Acceptance acceptance;
    acceptance.virtualSize = transaction.virtualSize();
    if (!answer && isRejection(answer.error())) {
        acceptance.reason = answer.error().message;
        return acceptance;
    }
    if (!answer)
        return Unexpected(answer.error());
    const RpcValue::Array* verdicts = answer->array();
    const RpcValue* allowed =
        verdicts != nullptr && verdicts->size() == 1 ? verdicts->front().find("allowed") : nullptr;
    if (allowed == nullptr || allowed->boolean() == nullptr)
        return Unexpected(Error::malformedResponse);
    const RpcValue& verdict = verdicts->front();
    if (*allowed->boolean()) {
        const RpcValue* fees = verdict.find("fees");
        const auto fee = fees == nullptr ? std::nullopt : bitcoinAt(*fees, "base");
        if (!fee)
            return Unexpected(Error::malformedResponse);
        acceptance.verdict = Acceptance::Verdict::allowed;
        acceptance.fee = *fee;
        return acceptance;
    }
    const std::string* reason = stringAt(verdict, "reject-reason");
    const bool plain = reason != nullptr && base::isPlainUtf8(*reason);
    acceptance.reason = plain ? reason->substr(0, 200) : std::string("unprintable");
    STRONGROOM_ASSIGN(const Known known, find(transaction.txid()));
    if (isKnownAlready(acceptance.reason) || known.whereabouts != Whereabouts::unknown)
        acceptance.verdict = Acceptance::Verdict::alreadyKnown;
    return acceptance;
}

Answer<Delivery> BitcoinCoreBackend::broadcast(const Transaction& transaction) {
    STRONGROOM_TRY(verifiedChainInfo());
    STRONGROOM_ASSIGN(const Known before, find(transaction.txid()));
    if (before.whereabouts == Whereabouts::confirmed)
        return Delivery::alreadyConfirmed;
    // What waits already is sent again all the same: the node then announces it to its peers again.
    const auto answer = m_rpc.call("sendrawtransaction", {Json(base::toHex(transaction.serialize()))});
    if (answer)
        return before.whereabouts == Whereabouts::mempool ? Delivery::alreadyInMempool : Delivery::sent;
    if (answer.error().code == RPC_VERIFY_ALREADY_IN_CHAIN)
        return Delivery::alreadyConfirmed;
    if (isRejection(answer.error()))
        return Unexpected(rejection(answer.error().message));
    return Unexpected(answer.error());
}

Answer<FeeEstimate> BitcoinCoreBackend::feeRate(std::uint32_t targetBlocks) {
    STRONGROOM_ASSIGN(const chain::Tip at, tip());
    const std::uint32_t target = std::clamp(targetBlocks, std::uint32_t{1}, MAX_FEE_TARGET);
    STRONGROOM_ASSIGN(const RpcValue estimate, m_rpc.call("estimatesmartfee", {Json(std::int64_t{target})}));
    STRONGROOM_ASSIGN(const RpcValue mempool, m_rpc.call("getmempoolinfo"));
    const auto leastAmount = bitcoinAt(mempool, "mempoolminfee"); // both in bitcoin per 1,000 virtual bytes
    const auto estimated = bitcoinAt(estimate, "feerate");
    const auto blocks = toU32(integerAt(estimate, "blocks"));
    if (!leastAmount || (estimated && !blocks))
        return Unexpected(Error::malformedResponse);
    const base::FeeRate least = base::FeeRate::satPerKvb(leastAmount->satoshi());
    const base::FeeRate rate = estimated ? base::FeeRate::satPerKvb(estimated->satoshi()) : FALLBACK_FEE_RATE;
    if (rate < least)
        return FeeEstimate{least, FeeEstimate::Source::least, 0, {}};
    if (!estimated)
        return FeeEstimate{rate, FeeEstimate::Source::fallback, 0, {}};
    return FeeEstimate{rate, FeeEstimate::Source::estimated, *blocks, at.time};
}

} // namespace strongroom::net
