// Nodes that lie or are not the right one. What an honest node answers is tested on a real one: tests/flows.
#include "net/bitcoin_core_backend.h"

#include "scripted_server.h"

#include <doctest/doctest.h>

#include <map>

using namespace strongroom;
using namespace strongroom::net;
using test::httpResponse;
using test::Request;
using test::ScriptedServer;

namespace {

constexpr auto REGTEST_FIRST = "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206";

/// A node that gives each method a fixed result.
class ScriptedNode {
public:
    std::map<std::string, std::string> results{
        {"getblockchaininfo",
         std::string(R"({"chain":"regtest","blocks":3,"time":1700000000,"bestblockhash":")") + REGTEST_FIRST +
             "\"}"},
        {"getblockhash", std::string("\"") + REGTEST_FIRST + "\""},
        {"getdeploymentinfo", R"({"hash":"00","height":3,"deployments":{"taproot":{"active":true}}})"},
        {"getmempoolinfo", R"({"mempoolminfee":0.00001000})"},
        {"estimatesmartfee", R"({"blocks":2})"},
    };

    std::unique_ptr<BitcoinCoreBackend> backend(bitcoin::Network network = bitcoin::Network::regtest) {
        return BitcoinCoreBackend::connect(*m_files, {m_server.url(), UserPassword{"u", "p"}}, network)
            .value();
    }
    [[nodiscard]] std::size_t calls(const std::string& method) const {
        std::size_t count = 0;
        for (const Request& request : m_server.requests())
            count += methodOf(request) == method ? 1U : 0U;
        return count;
    }

private:
    static std::string methodOf(const Request& request) {
        const std::string marker = "\"method\":\"";
        const std::size_t begin = request.body.find(marker) + marker.size();
        return request.body.substr(begin, request.body.find('"', begin) - begin);
    }
    std::string answer(const Request& request) {
        const auto found = results.find(methodOf(request));
        if (found == results.end())
            return httpResponse("404 x", R"({"error":{"code":-32601,"message":"Method not found"}})");
        return httpResponse("200 OK", "{\"result\":" + found->second + "}");
    }

    std::unique_ptr<base::FileSystem> m_files = base::makeSystemFileSystem();
    ScriptedServer m_server{[this](const Request& request) { return answer(request); }};
};

bitcoin::Transaction sample() {
    bitcoin::Transaction transaction;
    transaction.inputs.push_back({});
    transaction.outputs.push_back({base::Amount::sat(1), {0x51}});
    return transaction;
}

/// The failure of every call that trusts the node with something.
std::vector<std::string> codesOf(BitcoinCoreBackend& backend) {
    return {backend.tip().error().code, backend.testAccept(sample()).error().code,
            backend.broadcast(sample()).error().code, backend.feeRate(6).error().code};
}

} // namespace

TEST_CASE("a node on another network is refused, also one that only says it is on ours") {
    ScriptedNode node;
    CHECK(node.backend()->tip().value().height == 3);
    for (const auto network : {bitcoin::Network::main, bitcoin::Network::test, bitcoin::Network::signet})
        CHECK(codesOf(*node.backend(network)) == std::vector<std::string>(4, "net.wrong_network"));
    node.results["getblockhash"] = "\"" + std::string(64, '0') + "\"";
    CHECK(codesOf(*node.backend()) == std::vector<std::string>(4, "net.wrong_network"));
    node.results["getblockchaininfo"] = R"({"chain":"testnet4","blocks":3})";
    CHECK(codesOf(*node.backend()) == std::vector<std::string>(4, "net.wrong_network"));
    CHECK(node.calls("sendrawtransaction") == 0);
}

TEST_CASE("a node with rules of consensus that are not known is refused, wherever it lists them") {
    ScriptedNode node;
    for (const auto* info : {
             R"({"deployments":{"taproot":{},"blake2b":{"active":false}}})",
             R"({"deployments":{"taproot":{}},"blake2b":{"height":105,"active":false}})",
             R"({"deployments":{"":{}}})",
         }) {
        node.results["getdeploymentinfo"] = info;
        CHECK(codesOf(*node.backend()) == std::vector<std::string>(4, "net.unknown_deployment"));
    }
    CHECK(node.calls("sendrawtransaction") == 0);
    CHECK(node.calls("testmempoolaccept") == 0);
    node.results["getdeploymentinfo"] = R"({"deployments":{"taproot":{}},"script_flags":["P2SH"]})";
    CHECK(node.backend()->tip());
}

TEST_CASE("the name of the unknown rule is passed on") {
    ScriptedNode node;
    node.results["getdeploymentinfo"] = R"({"deployments":{"blake2b":{}}})";
    const auto failure = node.backend()->tip().error();
    REQUIRE(failure.data.size() == 1);
    CHECK(failure.data[0] == std::pair<std::string, std::string>("deployment", "blake2b"));
    node.results["getdeploymentinfo"] = R"({"deployments":{"\u001b[31m":{}}})";
    CHECK(node.backend()->tip().error().data.at(0).second == "unprintable");
}

TEST_CASE("a node that does not list its rules is not used") {
    ScriptedNode node;
    node.results.erase("getdeploymentinfo");
    CHECK(node.backend()->tip().error().code == "net.unsupported_node");
    node.results["getdeploymentinfo"] = R"({"deployments":[]})";
    CHECK(node.backend()->tip().error().code == "net.malformed_response");
}

TEST_CASE("a block that is not the one asked for is refused") {
    ScriptedNode node;
    // Regtest's first block, asked for by another hash.
    node.results["getblock"] = "\"0100000000000000000000000000000000000000000000000000000000000000000000003ba"
                               "3edfd7a7b12b27ac72c3e67768f617fc81b"
                               "c3888a51323a9fb8aa4b1e5e4adae5494dffff7f2002000000010100000001000000000000000"
                               "000000000000000000000000000000000"
                               "0000000000000000ffffffff4d04ffff001d0104455468652054696d65732030332f4a616e2f3"
                               "2303039204368616e63656c6c6f72206f"
                               "6e206272696e6b206f66207365636f6e64206261696c6f757420666f722062616e6b73fffffff"
                               "f0100f2052a01000000434104678afdb0"
                               "fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f3550"
                               "4e51ec112de5c384df7ba0b8d578a4c70"
                               "2b6bf11d5fac00000000\"";
    const auto first = *chain::blockHashFromText(REGTEST_FIRST);
    CHECK(node.backend()->block(first).value()->header.hash() == first);
    CHECK(node.backend()->block(chain::BlockHash()).error().code == "chain.block_hash_mismatch");
    node.results["getblock"] = "\"00\"";
    CHECK(node.backend()->block(first).error().code == "chain.malformed_block");
    for (const auto* text : {"\"0\"", "\"zz\"", "7", "null"}) {
        node.results["getblock"] = text;
        CHECK(node.backend()->block(first).error().code == "net.malformed_response");
    }
}

TEST_CASE("a transaction that is not the one asked for is refused") {
    ScriptedNode node;
    node.results["getrawtransaction"] =
        R"({"hex":"02000000010000000000000000000000000000000000000000000000000000000000000000000000000000000000010100000000000000015100000000"})";
    CHECK(node.backend()->mempoolTransaction(bitcoin::Txid()).error().code == "net.malformed_response");
}

TEST_CASE("a fee rate is the node's exactly, at least what its mempool takes, and says where it comes from") {
    ScriptedNode node;
    const auto rate = [&] { return node.backend()->feeRate(6).value(); };
    CHECK(rate().source == chain::FeeEstimate::Source::fallback);
    CHECK(rate().rate == BitcoinCoreBackend::FALLBACK_FEE_RATE);
    node.results["estimatesmartfee"] = R"({"feerate":0.00012345,"blocks":6})";
    CHECK(rate().source == chain::FeeEstimate::Source::estimated);
    CHECK(rate().rate == base::FeeRate::satPerKvb(12'345));
    CHECK(rate().blocks == 6);
    CHECK(rate().asOf == node.backend()->tip().value().time);
    node.results["estimatesmartfee"] = R"({"feerate":0.00012345,"blocks":25})";
    CHECK(rate().blocks == 25); // what it had
    node.results["getmempoolinfo"] = R"({"mempoolminfee":0.00020000})";
    CHECK(rate().source == chain::FeeEstimate::Source::least);
    CHECK(rate().rate == base::FeeRate::satPerKvb(20'000));
    node.results["estimatesmartfee"] = R"({"feerate":0.00012345})";
    CHECK(node.backend()->feeRate(6).error().code == "net.malformed_response");
    node.results["getmempoolinfo"] = R"({"mempoolminfee":-1})";
    CHECK(node.backend()->feeRate(6).error().code == "net.malformed_response");
}

TEST_CASE("nothing of a malformed answer is used") {
    ScriptedNode node;
    for (const auto* info :
         {R"({"chain":"regtest"})", R"({"chain":"regtest","blocks":-1,"time":1,"bestblockhash":"00"})",
          R"({"chain":"regtest","blocks":1.5,"time":1})", R"({"chain":7})", "[]", "null"}) {
        node.results["getblockchaininfo"] = info;
        CHECK(node.backend()->tip().error().code == "net.malformed_response");
    }
    node.results["getrawmempool"] = R"(["00"])";
    CHECK(node.backend()->mempool().error().code == "net.malformed_response");
    node.results["getblockhash"] = "7";
    CHECK(node.backend()->blockHash(1).error().code == "net.malformed_response");
}
