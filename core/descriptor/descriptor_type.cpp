#include "descriptor/descriptor_type.h"

#include "base/check.h"

#include <array>

namespace strongroom::descriptor {

namespace {

struct Row {
    DescriptorType type;
    std::string_view name;
    Wrapping wrapping;
};

constexpr std::array ROWS{
    Row{DescriptorType::pk, "pk", Wrapping::bare},
    Row{DescriptorType::pkh, "pkh", Wrapping::bare},
    Row{DescriptorType::wpkh, "wpkh", Wrapping::wpkh},
    Row{DescriptorType::combo, "combo", Wrapping::other},
    Row{DescriptorType::addr, "addr", Wrapping::other},
    Row{DescriptorType::raw, "raw", Wrapping::other},
    Row{DescriptorType::rawtr, "rawtr", Wrapping::other},
    Row{DescriptorType::multi, "multi", Wrapping::bare},
    Row{DescriptorType::sortedMulti, "sortedmulti", Wrapping::bare},
    Row{DescriptorType::shPk, "sh_pk", Wrapping::sh},
    Row{DescriptorType::shPkh, "sh_pkh", Wrapping::sh},
    Row{DescriptorType::shWpkh, "sh_wpkh", Wrapping::shWpkh},
    Row{DescriptorType::shMulti, "sh_multi", Wrapping::sh},
    Row{DescriptorType::shSortedMulti, "sh_sortedmulti", Wrapping::sh},
    Row{DescriptorType::wshMulti, "wsh_multi", Wrapping::wsh},
    Row{DescriptorType::wshSortedMulti, "wsh_sortedmulti", Wrapping::wsh},
    Row{DescriptorType::wshMiniscript, "wsh_miniscript", Wrapping::wsh},
    Row{DescriptorType::shWshMulti, "sh_wsh_multi", Wrapping::shWsh},
    Row{DescriptorType::shWshSortedMulti, "sh_wsh_sortedmulti", Wrapping::shWsh},
    Row{DescriptorType::shWshMiniscript, "sh_wsh_miniscript", Wrapping::shWsh},
    Row{DescriptorType::trKey, "tr_key", Wrapping::tr},
    Row{DescriptorType::trTree, "tr_tree", Wrapping::tr},
};

constexpr bool inEnumOrder() {
    for (std::size_t i = 0; i < ROWS.size(); ++i) {
        if (static_cast<std::size_t>(ROWS[i].type) != i)
            return false;
    }
    return ROWS.size() == static_cast<std::size_t>(DescriptorType::trTree) + 1;
}
static_assert(inEnumOrder(), "one row per type, in the order of the enum");

/// The types of one wrapping.
struct ScriptTypes {
    Wrapping wrapping;
    DescriptorType pk;
    DescriptorType pkh;
    DescriptorType multi;
    DescriptorType sortedMulti;
    DescriptorType miniscript;
};
constexpr std::array SCRIPT_TYPES{
    // Bare and sh take no script but these four (ScriptContext::legacy): the last column is never reached.
    ScriptTypes{Wrapping::bare, DescriptorType::pk, DescriptorType::pkh, DescriptorType::multi,
                DescriptorType::sortedMulti, DescriptorType::pk},
    ScriptTypes{Wrapping::sh, DescriptorType::shPk, DescriptorType::shPkh, DescriptorType::shMulti,
                DescriptorType::shSortedMulti, DescriptorType::shPk},
    ScriptTypes{Wrapping::wsh, DescriptorType::wshMiniscript, DescriptorType::wshMiniscript,
                DescriptorType::wshMulti, DescriptorType::wshSortedMulti, DescriptorType::wshMiniscript},
    ScriptTypes{Wrapping::shWsh, DescriptorType::shWshMiniscript, DescriptorType::shWshMiniscript,
                DescriptorType::shWshMulti, DescriptorType::shWshSortedMulti,
                DescriptorType::shWshMiniscript},
};

} // namespace

std::string_view name(DescriptorType type) {
    return ROWS[static_cast<std::size_t>(type)].name;
}

Wrapping wrappingOf(DescriptorType type) {
    return ROWS[static_cast<std::size_t>(type)].wrapping;
}

WrappingText textOf(Wrapping wrapping) {
    switch (wrapping) {
    case Wrapping::bare:
    case Wrapping::other:
        return {"", 0};
    case Wrapping::sh:
        return {"sh(", 1};
    case Wrapping::wpkh:
        return {"wpkh(", 1};
    case Wrapping::shWpkh:
        return {"sh(wpkh(", 2};
    case Wrapping::wsh:
        return {"wsh(", 1};
    case Wrapping::shWsh:
        return {"sh(wsh(", 2};
    case Wrapping::tr:
        return {"tr(", 1};
    }
    base::checkFailed("Wrapping");
}

DescriptorType typeOfScript(Wrapping wrapping, const Miniscript& script) {
    for (const ScriptTypes& types : SCRIPT_TYPES) {
        if (types.wrapping != wrapping)
            continue;
        const std::vector<MiniscriptNode>& nodes = script.nodes();
        const bool isKey = nodes.size() == 2 && script.root().fragment == Fragment::wrapC;
        if (isKey && nodes[0].fragment == Fragment::pkK)
            return types.pk;
        if (isKey && nodes[0].fragment == Fragment::pkH)
            return types.pkh;
        if (script.root().fragment == Fragment::multi)
            return types.multi;
        if (script.root().fragment == Fragment::sortedMulti)
            return types.sortedMulti;
        return types.miniscript;
    }
    base::checkFailed("Wrapping");
}

} // namespace strongroom::descriptor
