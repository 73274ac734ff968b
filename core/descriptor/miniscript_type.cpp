#include "descriptor/miniscript_type.h"

#include "base/check.h"
#include "descriptor/miniscript.h"

namespace strongroom::descriptor {

namespace {

using P = Properties;

constexpr P when(bool condition, P properties) {
    return condition ? properties : P();
}
constexpr P when(bool condition, std::string_view letters) {
    return when(condition, P(letters));
}

/// Two expressions that one witness satisfies together.
bool mixesLocks(P a, P b) {
    return (a.has("g") && b.has("h")) || (a.has("h") && b.has("g")) || (a.has("i") && b.has("j")) ||
           (a.has("j") && b.has("i"));
}

P locksOfBoth(P x, P y) {
    return (x | y).only("ghij") | when((x & y).has("k") && !mixesLocks(x, y), "k");
}

P locksOfEither(P x, P y) {
    return (x | y).only("ghij") | (x & y).only("k");
}

P typeOfLock(Fragment fragment, std::uint32_t number) {
    if (fragment == Fragment::older)
        return P("Bzfmxk") | P((number & RELATIVE_LOCK_BY_TIME) != 0 ? "g" : "h");
    return P("Bzfmxk") | P(number >= FIRST_LOCK_TIME_BY_TIME ? "i" : "j");
}

P typeOfWrapper(Fragment fragment, ScriptContext context, P x) {
    const P locks = x.only("ghijk");
    if (fragment == Fragment::wrapA)
        return when(x.has("B"), "W") | locks | x.only("udfems") | P("x");
    if (fragment == Fragment::wrapS)
        return when(x.has("Bo"), "W") | locks | x.only("udfemsx");
    if (fragment == Fragment::wrapC)
        return when(x.has("K"), "B") | locks | x.only("ondfem") | P("us");
    if (fragment ==
        Fragment::wrapD) // only in tapscript is the argument of OP_IF minimal by consensus (BIP342)
        return when(x.has("Vz"), "B") | when(x.has("z"), "o") | when(x.has("f"), "e") | locks | x.only("ms") |
               when(context == ScriptContext::tapscript, "u") | P("ndx");
    if (fragment == Fragment::wrapV)
        return when(x.has("B"), "V") | locks | x.only("zonms") | P("fx");
    if (fragment == Fragment::wrapJ)
        return when(x.has("Bn"), "B") | when(x.has("f"), "e") | locks | x.only("oums") | P("ndx");
    return locks | x.only("Bzondfems") | P("ux"); // n:
}

P typeOfAnd(Fragment fragment, P x, P y) {
    const P one = when((x | y).has("z"), (x | y).only("o"));
    const P nonZero = x.only("n") | when(x.has("z"), y.only("n"));
    const P common = one | nonZero | (x & y).only("dmz") | (x | y).only("s") | locksOfBoth(x, y);
    if (fragment == Fragment::andV)
        return when(x.has("V"), y.only("BVK")) | common | when(y.has("f") || x.has("s"), "f") | y.only("ux");
    return when(y.has("W"), x.only("B")) | common | when((x & y).has("s"), (x & y).only("e")) |
           when((x & y).has("f") || x.has("sf") || y.has("sf"), "f") | P("ux");
}

P typeOfOr(Fragment fragment, P x, P y) {
    const P locks = locksOfEither(x, y);
    const bool someSigned = (x | y).has("s");
    const P signedOnce = when(x.has("e") && someSigned, (x & y).only("m"));
    if (fragment == Fragment::orB)
        return when(x.has("Bd") && y.has("Wd"), "B") | when((x | y).has("z"), (x | y).only("o")) |
               when(someSigned && (x & y).has("e"), (x & y).only("m")) | (x & y).only("zse") | P("dux") |
               locks;
    if (fragment == Fragment::orC)
        return when(x.has("Bdu"), y.only("V")) | when(y.has("z"), x.only("o")) | signedOnce |
               (x & y).only("zs") | P("fx") | locks;
    if (fragment == Fragment::orD)
        return when(x.has("Bdu"), y.only("B")) | when(y.has("z"), x.only("o")) | signedOnce |
               (x & y).only("zs") | y.only("ufde") | P("x") | locks;
    return (x & y).only("BVKufs") | when((x & y).has("z"), "o") | when((x | y).has("f"), (x | y).only("e")) |
           when(someSigned, (x & y).only("m")) | (x | y).only("d") | P("x") | locks; // or_i
}

P typeOfAndOr(P x, P y, P z) {
    const bool xGuards = x.has("s") || y.has("f");
    return when(x.has("Bdu"), (y & z).only("BVK")) | (x & y & z).only("z") |
           when((x | (y & z)).has("z"), (x | (y & z)).only("o")) | (y & z).only("u") |
           when(xGuards, z.only("fe")) | z.only("d") |
           when(x.has("e") && (x | y | z).has("s"), (x & y & z).only("m")) | (z & (x | y)).only("s") |
           P("x") | (x | y | z).only("ghij") | when((x & y & z).has("k") && !mixesLocks(x, y), "k");
}

std::optional<P> typeOfThresh(std::uint32_t threshold, std::span<const P> children) {
    bool allExpressive = true;
    bool allNonMalleable = true;
    std::size_t signedChildren = 0;
    std::size_t arguments = 0;
    P locks("k");
    for (std::size_t i = 0; i < children.size(); ++i) {
        const P child = children[i];
        if (!child.has(i == 0 ? "Bdu" : "Wdu"))
            return std::nullopt;
        allExpressive = allExpressive && child.has("e");
        allNonMalleable = allNonMalleable && child.has("m");
        signedChildren += child.has("s") ? 1U : 0U;
        arguments += child.has("z") ? 0U : child.has("o") ? 1U : 2U;
        locks = threshold == 1 ? locksOfEither(locks, child) : locksOfBoth(locks, child);
    }
    const std::size_t unsignedChildren = children.size() - signedChildren;
    return P("Bdu") | when(arguments == 0, "z") | when(arguments == 1, "o") |
           when(allExpressive && unsignedChildren == 0, "e") |
           when(allExpressive && allNonMalleable && unsignedChildren <= threshold, "m") |
           when(unsignedChildren < threshold, "s") | locks;
}

/// Exactly one basic type; the rules above leave the set without one where BIP379 asks for another child.
bool isTyped(P properties) {
    return properties.has("B") || properties.has("V") || properties.has("K") || properties.has("W");
}

} // namespace

std::optional<Properties> typeOf(Fragment fragment, ScriptContext context, std::uint32_t number,
                                 std::span<const Properties> children) {
    P type;
    switch (fragment) {
    case Fragment::just0:
        return P("Bzudemsxk");
    case Fragment::just1:
        return P("Bzufmxk");
    case Fragment::pkK:
        return P("Konudemsxk");
    case Fragment::pkH:
        return P("Knudemsxk");
    case Fragment::older:
    case Fragment::after:
        return typeOfLock(fragment, number);
    case Fragment::sha256:
    case Fragment::hash256:
    case Fragment::ripemd160:
    case Fragment::hash160:
        return P("Bonudmk");
    case Fragment::multi:
    case Fragment::sortedMulti:
        return P("Bnudemsk");
    case Fragment::multiA:
    case Fragment::sortedMultiA:
        return P("Budemsk");
    case Fragment::wrapA:
    case Fragment::wrapS:
    case Fragment::wrapC:
    case Fragment::wrapD:
    case Fragment::wrapV:
    case Fragment::wrapJ:
    case Fragment::wrapN:
        type = typeOfWrapper(fragment, context, children[0]);
        break;
    case Fragment::andV:
    case Fragment::andB:
        type = typeOfAnd(fragment, children[0], children[1]);
        break;
    case Fragment::orB:
    case Fragment::orC:
    case Fragment::orD:
    case Fragment::orI:
        type = typeOfOr(fragment, children[0], children[1]);
        break;
    case Fragment::andOr:
        type = typeOfAndOr(children[0], children[1], children[2]);
        break;
    case Fragment::thresh:
        return typeOfThresh(number, children);
    }
    if (!isTyped(type))
        return std::nullopt;
    return type;
}

} // namespace strongroom::descriptor
