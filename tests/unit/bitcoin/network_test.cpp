#include "bitcoin/network.h"

#include <doctest/doctest.h>

using namespace strongroom::bitcoin;

TEST_CASE("a network's name reads back, and no other word is a network") {
    for (const Network network : ALL_NETWORKS)
        CHECK(parseNetwork(name(network)) == network);
    for (const char* text : {"", "Main", "mainnet", "testnet", "testnet4", "main ", "bitcoin"})
        CHECK_FALSE(parseNetwork(text));
}

TEST_CASE("main shares no prefix, version or coin type with a test network") {
    for (const Network network : {Network::test, Network::signet, Network::regtest}) {
        CHECK(bech32Prefix(network) != bech32Prefix(Network::main));
        CHECK(p2pkhVersion(network) != p2pkhVersion(Network::main));
        CHECK(p2shVersion(network) != p2shVersion(Network::main));
        CHECK(coinType(network) == 1);
        CHECK(keyNetwork(network) == KeyNetwork::test);
    }
    CHECK(coinType(Network::main) == 0);
    CHECK(keyNetwork(Network::main) == KeyNetwork::main);
    CHECK(bech32Prefix(Network::regtest) != bech32Prefix(Network::signet));
}
