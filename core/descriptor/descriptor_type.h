// The kinds of descriptors. Values, any thread.
#pragma once

#include "descriptor/miniscript.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::descriptor {

enum class DescriptorType : std::uint8_t {
    pk,
    pkh,
    wpkh,
    combo,
    addr,
    raw,
    rawtr,
    multi,
    sortedMulti,
    shPk,
    shPkh,
    shWpkh,
    shMulti,
    shSortedMulti,
    wshMulti,
    wshSortedMulti,
    wshMiniscript, ///< Every other script inside wsh, `pk` and `pkh` among them.
    shWshMulti,
    shWshSortedMulti,
    shWshMiniscript,
    trKey,
    trTree,
};

/// "wpkh", "wsh_sortedmulti", "sh_wsh_miniscript", "tr_key" …
[[nodiscard]] std::string_view name(DescriptorType type);

/// What stands around the script or key.
enum class Wrapping : std::uint8_t { bare, sh, wpkh, shWpkh, wsh, shWsh, tr, other };
[[nodiscard]] Wrapping wrappingOf(DescriptorType type);
/// What the text has in front of script or key, and how often it closes: "sh(wsh(" and 2.
struct WrappingText {
    std::string_view open;
    std::size_t closing;
};
[[nodiscard]] WrappingText textOf(Wrapping wrapping);

/// The type of a script in a wrapping of bare, sh, wsh or shWsh.
[[nodiscard]] DescriptorType typeOfScript(Wrapping wrapping, const Miniscript& script);

} // namespace strongroom::descriptor
