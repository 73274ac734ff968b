#include "bitcoin/network.h"

#include "base/check.h"

namespace strongroom::bitcoin {

namespace {

struct Row {
    std::string_view name;
    std::string_view bech32Prefix;
    std::uint8_t p2pkhVersion;
    std::uint8_t p2shVersion;
    std::uint32_t coinType;
    KeyNetwork keyNetwork;
};

const Row& row(Network network) {
    static constexpr Row MAIN{"main", "bc", 0x00, 0x05, 0, KeyNetwork::main};
    static constexpr Row TEST{"test", "tb", 0x6f, 0xc4, 1, KeyNetwork::test};
    static constexpr Row SIGNET{"signet", "tb", 0x6f, 0xc4, 1, KeyNetwork::test};
    static constexpr Row REGTEST{"regtest", "bcrt", 0x6f, 0xc4, 1, KeyNetwork::test};
    switch (network) {
    case Network::main:
        return MAIN;
    case Network::test:
        return TEST;
    case Network::signet:
        return SIGNET;
    case Network::regtest:
        return REGTEST;
    }
    base::checkFailed("Network");
}

} // namespace

std::string_view name(Network network) {
    return row(network).name;
}

std::optional<Network> parseNetwork(std::string_view text) {
    for (const Network network : ALL_NETWORKS) {
        if (name(network) == text)
            return network;
    }
    return std::nullopt;
}

std::string_view bech32Prefix(Network network) {
    return row(network).bech32Prefix;
}

std::uint8_t p2pkhVersion(Network network) {
    return row(network).p2pkhVersion;
}

std::uint8_t p2shVersion(Network network) {
    return row(network).p2shVersion;
}

std::uint32_t coinType(Network network) {
    return row(network).coinType;
}

KeyNetwork keyNetwork(Network network) {
    return row(network).keyNetwork;
}

} // namespace strongroom::bitcoin
