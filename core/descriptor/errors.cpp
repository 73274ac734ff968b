#include "descriptor/errors.h"

#include <array>

namespace strongroom::descriptor {

namespace {

struct Row {
    Error error;
    base::ErrorInfo info;
};

constexpr std::array ROWS{
    Row{Error::tooLong, {"descriptor.too_long", "The descriptor is longer than 10,000 characters."}},
    Row{Error::character,
        {"descriptor.character", "The descriptor contains a character that descriptors do not know."}},
    Row{Error::checksumMissing, {"descriptor.checksum_missing", "The descriptor has no checksum."}},
    Row{Error::checksumLength,
        {"descriptor.checksum_length", "A descriptor's checksum has exactly eight characters."}},
    Row{Error::checksumMismatch,
        {"descriptor.checksum_mismatch", "The descriptor is mistyped: its checksum does not match."}},
    Row{Error::syntax, {"descriptor.syntax", "The descriptor is not well-formed."}},
    Row{Error::unsupportedPk, {"descriptor.unsupported_pk", "pk() descriptors are not supported."}},
    Row{Error::unsupportedPkh, {"descriptor.unsupported_pkh", "pkh() descriptors are not supported."}},
    Row{Error::unsupportedSh, {"descriptor.unsupported_sh", "sh() descriptors are not supported."}},
    Row{Error::unsupportedCombo, {"descriptor.unsupported_combo", "combo() descriptors are not supported."}},
    Row{Error::unsupportedAddr, {"descriptor.unsupported_addr", "addr() descriptors are not supported."}},
    Row{Error::unsupportedRaw, {"descriptor.unsupported_raw", "raw() descriptors are not supported."}},
    Row{Error::unsupportedRawtr, {"descriptor.unsupported_rawtr", "rawtr() descriptors are not supported."}},
    Row{Error::unsupportedBareMulti,
        {"descriptor.unsupported_bare_multi", "multi() and sortedmulti() are supported inside wsh() only."}},
    Row{Error::unsupportedMiniscript,
        {"descriptor.unsupported_miniscript", "Miniscript inside wsh() is not supported yet."}},
    Row{Error::unsupportedTree,
        {"descriptor.unsupported_tree", "Script trees inside tr() are not supported yet."}},
    Row{Error::unsupportedMusig, {"descriptor.unsupported_musig", "musig() keys are not supported yet."}},
    Row{Error::unknownFunction,
        {"descriptor.unknown_function", "The descriptor uses a function that does not exist."}},
    Row{Error::misplacedFunction,
        {"descriptor.misplaced_function", "The descriptor uses a function where it may not stand."}},
    Row{Error::keyExpected, {"descriptor.key_expected", "A key must stand here, not a function."}},
    Row{Error::scriptExpected, {"descriptor.script_expected", "wsh() takes a script, not a bare key."}},
    Row{Error::keyOrigin,
        {"descriptor.key_origin", "A key's origin is not written like [d34db33f/48h/0h/0h/2h]."}},
    Row{Error::keySyntax, {"descriptor.key_syntax", "A key of the descriptor is not well-formed."}},
    Row{Error::keyPoint, {"descriptor.key_point", "A key of the descriptor is no point on the curve."}},
    Row{Error::keyUncompressed,
        {"descriptor.key_uncompressed", "Uncompressed public keys cannot be used in segwit scripts."}},
    Row{Error::keyPrivate,
        {"descriptor.key_private",
         "The descriptor contains a private key; only public keys belong here. Treat it as exposed."}},
    Row{Error::keySlip132,
        {"descriptor.key_slip132",
         "A key has a SLIP-132 prefix (such as ypub or Zpub); export it as xpub or tpub."}},
    Row{Error::keyChecksum,
        {"descriptor.key_checksum", "A key of the descriptor is mistyped: its checksum does not match."}},
    Row{Error::keyExtended, {"descriptor.key_extended", "An extended public key is not valid."}},
    Row{Error::keyWrongNetwork,
        {"descriptor.key_wrong_network", "A key of the descriptor belongs to another Bitcoin network."}},
    Row{Error::coinTypeWrongNetwork,
        {"descriptor.coin_type_wrong_network",
         "A key's origin path names the coin type of another network."}},
    Row{Error::duplicateKey,
        {"descriptor.duplicate_key", "Two keys of the descriptor belong to the same private key."}},
    Row{Error::plainKeyWithPath,
        {"descriptor.plain_key_with_path", "Only extended keys can be followed by a path."}},
    Row{Error::pathSyntax, {"descriptor.path_syntax", "The path behind a key is not written like /0/*."}},
    Row{Error::pathTooLong, {"descriptor.path_too_long", "The path of a key has more than 255 steps."}},
    Row{Error::hardenedPath,
        {"descriptor.hardened_path", "A hardened step behind a public key cannot be derived."}},
    Row{Error::multipathSyntax,
        {"descriptor.multipath_syntax", "A multipath step is written like <0;1>, with two numbers or more."}},
    Row{Error::multipathRepeated,
        {"descriptor.multipath_repeated", "A multipath step names the same number twice."}},
    Row{Error::multipathTwice, {"descriptor.multipath_twice", "A key has more than one multipath step."}},
    Row{Error::multipathLengths,
        {"descriptor.multipath_lengths", "The multipath steps of the keys differ in length."}},
    Row{Error::multipathTooMany,
        {"descriptor.multipath_too_many", "A multipath step has more than ten numbers."}},
    Row{Error::threshold,
        {"descriptor.threshold", "The threshold must be a number from 1 to the number of keys."}},
    Row{Error::keyCount, {"descriptor.key_count", "A multisig takes from 1 to 20 keys."}},
    Row{Error::noSuchBranch, {"descriptor.no_such_branch", "The descriptor has no such branch."}},
    Row{Error::notRanged,
        {"descriptor.not_ranged", "The descriptor has one script only: there is no range in it."}},
    Row{Error::indexRange, {"descriptor.index_range", "Address indices go from 0 to 2147483647."}},
    Row{Error::underivable,
        {"descriptor.underivable", "This child key does not exist; the next index does."}},
};

constexpr bool inEnumOrder() {
    for (std::size_t i = 0; i < ROWS.size(); ++i) {
        if (static_cast<std::size_t>(ROWS[i].error) != i)
            return false;
    }
    return ROWS.size() == static_cast<std::size_t>(Error::underivable) + 1;
}
static_assert(inEnumOrder(), "one row per error, in the order of the enum");

} // namespace

base::ErrorInfo describe(Error error) {
    const auto index = static_cast<std::size_t>(error);
    STRONGROOM_CHECK(index < ROWS.size());
    return ROWS[index].info;
}

} // namespace strongroom::descriptor
