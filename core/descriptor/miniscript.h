// Miniscript (BIP379): scripts whose spending conditions a program can read, check and satisfy. One value of
// this type is one whole script: an expression of type B, or a lone sortedmulti() or sortedmulti_a(), which
// BIP383 and BIP387 put beside it.
//
// Nodes lie in one list, children before parents, and every pass over them is a loop: no input can exhaust
// the stack. Keys are numbers, places in a table that the caller keeps. Immutable after parse; any thread.
#pragma once

#include "base/bytes.h"
#include "crypto/secp256k1.h"
#include "descriptor/errors.h"
#include "descriptor/miniscript_type.h"
#include "descriptor/satisfaction.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::descriptor {

/// Where the script stands.
enum class ScriptContext : std::uint8_t {
    legacy,    ///< Bare or sh: only pk, pkh, multi and sortedmulti.
    segwitV0,  ///< wsh.
    tapscript, ///< A leaf of tr: x-only keys.
};

enum class Fragment : std::uint8_t {
    just0,
    just1,
    pkK,
    pkH,
    older,
    after,
    sha256,
    hash256,
    ripemd160,
    hash160,
    multi,
    sortedMulti,
    multiA,
    sortedMultiA,
    wrapA,
    wrapS,
    wrapC,
    wrapD,
    wrapV,
    wrapJ,
    wrapN,
    andV,
    andB,
    orB,
    orC,
    orD,
    orI,
    andOr,
    thresh,
};

/// BIP68: the bit of an `older` operand that counts units of 512 seconds and not blocks.
inline constexpr std::uint32_t RELATIVE_LOCK_BY_TIME = 1U << 22U;
/// BIP65: from here on an `after` operand is a time and not a height.
inline constexpr std::uint32_t FIRST_LOCK_TIME_BY_TIME = 500'000'000;

struct MiniscriptNode {
    Fragment fragment;
    std::uint32_t number = 0;            ///< k of thresh and multisigs, operand of older and after.
    std::vector<std::uint32_t> keys;     ///< Places in the key table.
    Bytes hash;                          ///< 20 or 32 bytes.
    std::vector<std::uint32_t> children; ///< Places of earlier nodes, in the order of the text.
};

/// What holds for every witness of an expression. Sizes are in bytes with the length in front of each item.
struct MiniscriptLimits {
    std::size_t scriptSize = 0;
    std::size_t operations = 0;                ///< Counted opcodes on the costliest path (wsh allows 201).
    std::optional<std::size_t> witnessItems;   ///< At most, without the script; nothing when unsatisfiable.
    std::optional<std::size_t> executionStack; ///< Largest height while it runs.
    std::optional<std::size_t> witnessSize;    ///< At most, without the script.
    std::optional<std::size_t> signatures;     ///< The fewest that suffice, every lock and preimage given.
};

/// One item of a witness: what it is, and its bytes.
struct WitnessItem {
    enum class Kind : std::uint8_t { empty, one, zeros, publicKey, signature, preimage } kind;
    std::uint32_t key = 0; ///< Of a signature or public key: its place in the key table.
    Bytes bytes;
};
struct MiniscriptWitness {
    std::vector<WitnessItem> items;     ///< First is deepest, as in a transaction.
    std::optional<std::uint32_t> older; ///< The strictest operands on the path taken.
    std::optional<std::uint32_t> after;
};

/// What a satisfier may use. Keys are places in the table.
class MiniscriptAssets {
public:
    virtual ~MiniscriptAssets() = default;
    [[nodiscard]] virtual std::optional<Bytes> signature(std::uint32_t key) const = 0;
    [[nodiscard]] virtual std::optional<Bytes> preimage(HashKind kind, ByteSpan hash) const = 0;
    [[nodiscard]] virtual bool olderReached(std::uint32_t operand) const = 0;
    [[nodiscard]] virtual bool afterReached(std::uint32_t operand) const = 0;
};

class Miniscript {
public:
    /// Relayed witness scripts of version 0 have at most this many bytes; consensus allows 10,000.
    static constexpr std::size_t MAX_WITNESS_SCRIPT_SIZE = 3'600;
    static constexpr std::size_t MAX_OPERATIONS = 201;       ///< Of consensus, before tapscript.
    static constexpr std::size_t MAX_WITNESS_ITEMS = 100;    ///< Relayed with a wsh script.
    static constexpr std::size_t MAX_EXECUTION_STACK = 1000; ///< Of consensus.
    /// CHECKSIGADD scripts could take 999; they would not fit a descriptor.
    static constexpr std::size_t MAX_MULTI_A_KEYS = 999;

    /// Takes one key expression into the table and gives its place.
    using KeyReader = std::function<Result<std::uint32_t>(std::string_view)>;
    using KeyWriter = std::function<std::string(std::uint32_t)>;

    /// Reads and types an expression. Errors: syntax, unknownFunction, misplacedFunction, miniscript* but
    /// those of checkSanity, threshold, keyCount, and those of `readKey`.
    [[nodiscard]] static Result<Miniscript> parse(std::string_view text, ScriptContext context,
                                                  const KeyReader& readKey);
    /// Checks the nodes' types and makes the expression of the last. Errors: miniscriptType,
    /// miniscriptTopLevel.
    [[nodiscard]] static Result<Miniscript> fromNodes(std::vector<MiniscriptNode> nodes,
                                                      ScriptContext context);

    /// What BIP379 calls sane, as Bitcoin Core demands it of descriptors: within the limits of consensus and
    /// relay, a signature in every witness, no malleable witness, no path that needs heights and times at
    /// once. (Repeated keys are the caller's to find.) Errors: miniscriptUnsatisfiable, miniscriptMalleable,
    /// miniscriptTimelockMix, miniscriptUnsigned, miniscriptResources.
    [[nodiscard]] Result<void> checkSanity() const;

    /// Canonical: `pk`, `pkh`, `and_n`, `t:`, `l:` and `u:` wherever they can stand.
    [[nodiscard]] std::string text(const KeyWriter& writeKey) const;
    /// The script for these keys, one for each place of the table.
    [[nodiscard]] Bytes script(std::span<const crypto::PublicKey> keys) const;
    /// The cheapest witness that nobody else can change into another; nothing when what `assets` has does not
    /// suffice. `keys` as for script().
    [[nodiscard]] std::optional<MiniscriptWitness> satisfy(std::span<const crypto::PublicKey> keys,
                                                           const MiniscriptAssets& assets) const;

    [[nodiscard]] ScriptContext context() const { return m_context; }
    [[nodiscard]] const std::vector<MiniscriptNode>& nodes() const { return m_nodes; }
    [[nodiscard]] const MiniscriptNode& root() const { return m_nodes.back(); }
    [[nodiscard]] Properties type() const { return m_type; }
    [[nodiscard]] const MiniscriptLimits& limits() const { return m_limits; }
    /// Places in the key table, each once, ascending.
    [[nodiscard]] std::vector<std::uint32_t> keyPlaces() const;

private:
    Miniscript() = default;
    ScriptContext m_context = ScriptContext::segwitV0;
    std::vector<MiniscriptNode> m_nodes;
    Properties m_type;
    MiniscriptLimits m_limits;
};

/// Internal to this module: the bounds of every expression, computed from the nodes.
[[nodiscard]] MiniscriptLimits limitsOf(std::span<const MiniscriptNode> nodes,
                                        std::span<const Properties> types, ScriptContext context);
/// Internal to this module: the length of a number in its shortest push, opcode included.
[[nodiscard]] std::size_t numberPushSize(std::uint32_t number);

} // namespace strongroom::descriptor
