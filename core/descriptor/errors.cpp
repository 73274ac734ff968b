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
    Row{Error::unknownFunction,
        {"descriptor.unknown_function", "The descriptor uses a function that does not exist."}},
    Row{Error::misplacedFunction,
        {"descriptor.misplaced_function", "The descriptor uses a function where it may not stand."}},
    Row{Error::keyExpected, {"descriptor.key_expected", "A key must stand here, not a function."}},
    Row{Error::scriptExpected, {"descriptor.script_expected", "A script must stand here, not a bare key."}},
    Row{Error::keyOrigin,
        {"descriptor.key_origin", "A key's origin is not written like [d34db33f/48h/0h/0h/2h]."}},
    Row{Error::keySyntax, {"descriptor.key_syntax", "A key of the descriptor is not well-formed."}},
    Row{Error::keyPoint, {"descriptor.key_point", "A key of the descriptor is no point on the curve."}},
    Row{Error::keyUncompressed,
        {"descriptor.key_uncompressed", "Uncompressed public keys are not supported."}},
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
    Row{Error::keyCount,
        {"descriptor.key_count", "A multisig takes from 1 to 20 keys, bare from 1 to 3, multi_a() to 999."}},
    Row{Error::redeemScriptTooLong,
        {"descriptor.redeem_script_too_long", "The script inside sh() is longer than 520 bytes."}},
    Row{Error::miniscriptWrapper,
        {"descriptor.miniscript_wrapper", "A wrapper of the script does not exist or may not stand here."}},
    Row{Error::miniscriptArguments,
        {"descriptor.miniscript_arguments", "A function of the script has too few or too many arguments."}},
    Row{Error::miniscriptLock,
        {"descriptor.miniscript_lock", "A lock must be a number from 1 to 2147483647."}},
    Row{Error::miniscriptHash,
        {"descriptor.miniscript_hash", "A hash in the script does not have the length of its kind."}},
    Row{Error::miniscriptType,
        {"descriptor.miniscript_type", "The parts of the script do not fit together (miniscript types)."}},
    Row{Error::miniscriptTopLevel,
        {"descriptor.miniscript_top_level", "The script as a whole is not an expression of type B."}},
    Row{Error::miniscriptUnsatisfiable,
        {"descriptor.miniscript_unsatisfiable", "Nothing can ever satisfy the script."}},
    Row{Error::miniscriptMalleable,
        {"descriptor.miniscript_malleable", "Others could change a witness of the script."}},
    Row{Error::miniscriptTimelockMix,
        {"descriptor.miniscript_timelock_mix",
         "A path of the script needs a lock by height and a lock by time at once."}},
    Row{Error::miniscriptUnsigned,
        {"descriptor.miniscript_unsigned", "The script can be satisfied without any signature."}},
    Row{Error::miniscriptResources,
        {"descriptor.miniscript_resources", "The script or a witness of it is larger than nodes relay."}},
    Row{Error::treeSyntax, {"descriptor.tree_syntax", "The script tree is not written like {A,{B,C}}."}},
    Row{Error::treeDepth, {"descriptor.tree_depth", "The script tree is deeper than 128 levels."}},
    Row{Error::musigSyntax,
        {"descriptor.musig_syntax", "musig() takes two keys or more, and no origin in front."}},
    Row{Error::musigPath,
        {"descriptor.musig_path",
         "A path behind musig() needs extended keys without range or multipath inside it."}},
    Row{Error::address, {"descriptor.address", "addr() does not name an address of this network."}},
    Row{Error::rawHex, {"descriptor.raw_hex", "raw() takes a script in hex."}},
    Row{Error::notForVaults,
        {"descriptor.not_for_vaults", "A vault cannot be of this kind: the program would not sign for it."}},
    Row{Error::holderTwice,
        {"descriptor.holder_twice", "One way to spend counts the signatures of one private key twice."}},
    Row{Error::lockWithoutMeaning,
        {"descriptor.lock_without_meaning", "A relative lock asks for something that Bitcoin does not count, "
                                            "so it would hold for another time than it "
                                            "says, or not at all."}},
    Row{Error::policyPlaceholder,
        {"descriptor.policy_placeholder", "A wallet policy names its keys as @0, @1 and so on."}},
    Row{Error::policyOrder,
        {"descriptor.policy_order",
         "The placeholders of a wallet policy must first appear in order, each with a key."}},
    Row{Error::policyPath,
        {"descriptor.policy_path", "A placeholder must be followed by /** or by /<M;N>/*."}},
    Row{Error::policyKeyTwice,
        {"descriptor.policy_key_twice", "A wallet policy uses one key twice, or twice on one path."}},
    Row{Error::policyKey,
        {"descriptor.policy_key",
         "A key of a wallet policy is not an extended key like [d34db33f/84h]xpub."}},
    Row{Error::policyForm,
        {"descriptor.policy_form", "The descriptor cannot be written as a wallet policy."}},
    Row{Error::noSuchBranch, {"descriptor.no_such_branch", "The descriptor has no such branch."}},
    Row{Error::notRanged,
        {"descriptor.not_ranged", "The descriptor has one script only: there is no range in it."}},
    Row{Error::indexRange, {"descriptor.index_range", "Address indices go from 0 to 2147483647."}},
    Row{Error::underivable,
        {"descriptor.underivable", "This child key does not exist; the next index does."}},
    Row{Error::severalScripts,
        {"descriptor.several_scripts", "combo() stands for several scripts, not for one."}},
};

constexpr bool inEnumOrder() {
    for (std::size_t i = 0; i < ROWS.size(); ++i) {
        if (static_cast<std::size_t>(ROWS[i].error) != i)
            return false;
    }
    return ROWS.size() == static_cast<std::size_t>(Error::severalScripts) + 1;
}
static_assert(inEnumOrder(), "one row per error, in the order of the enum");

} // namespace

base::ErrorInfo describe(Error error) {
    const auto index = static_cast<std::size_t>(error);
    STRONGROOM_CHECK(index < ROWS.size());
    return ROWS[index].info;
}

} // namespace strongroom::descriptor
