#include "policy/policy.h"

#include "base/text_encoding.h"
#include "examples.h"
#include "policy/starter_policy.h"

#include <algorithm>

using namespace strongroom;
using namespace strongroom::policy;
using namespace strongroom::policy::test;

namespace {

LoadError refusal(const std::string& text) {
    const auto parsed = Policy::parse(json(text));
    REQUIRE_FALSE(parsed);
    return parsed.error();
}

std::string rule(const std::string& id, const std::string& effect, const std::string& more = "",
                 const std::string& source = R"("any")", const std::string& when = R"("always")") {
    return R"({"id":")" + id + R"(","effect":")" + effect + R"(","source":)" + source + R"(,"when":)" + when +
           more + "}";
}

std::string document(const std::string& rules) {
    return R"({"v":1,"rules":[)" + rules + "]}";
}

const std::string TWO = R"(,"obligations":[{"kind":"approvals","k":2,"role":"officer"}])";
const std::string THREE = R"(,"obligations":[{"kind":"approvals","k":3,"role":"officer"}])";

std::string over(const std::string& limit) {
    return R"({"field":"tx.outflow","op":">=","value":)" + limit + "}";
}

EditClass classOf(const std::string& before, const std::string& after) {
    return classifyEdit(policyOf(before), policyOf(after)).editClass;
}

} // namespace

TEST_CASE("a policy is read, written and read again as the same") {
    const Policy starter = starterPolicy({});
    const auto again = Policy::parse(starter.toJson());
    REQUIRE(again);
    CHECK(again->toJson() == starter.toJson());
    CHECK(again->hash() == starter.hash());
}

TEST_CASE("the order of rules does not change the hash, any word of them does") {
    const std::string a = rule("a", "deny");
    const std::string b = rule("b", "allow");
    CHECK(policyOf(a + "," + b).hash() == policyOf(b + "," + a).hash());
    CHECK(policyOf(a).hash() != policyOf(rule("a", "allow")).hash());
    CHECK(policyOf(a).hash() != policyOf(rule("a2", "deny")).hash());
    CHECK(policyOf("").hash() == Policy().hash());
}

TEST_CASE("another version and another shape are refused") {
    CHECK(refusal(R"({"v":2,"rules":[]})").error == Error::unsupportedVersion);
    CHECK(refusal(R"({"v":1})").error == Error::malformed);
    CHECK(refusal(R"({"v":1,"rules":[],"default":"allow"})").error == Error::malformed);
    CHECK(refusal(document(R"({"effect":"deny"})")).error == Error::malformed);
    CHECK(refusal(document(rule("A", "deny"))).error == Error::malformed);
    CHECK(refusal(document(rule("a", "permit"))).error == Error::malformed);
    CHECK(refusal(document(rule("a", "deny", R"(,"priority":1)"))).error == Error::malformed);
}

TEST_CASE("a refused rule is named") {
    const LoadError error =
        refusal(document(rule("good", "deny") + "," + rule("bad", "deny", "", R"("hot")")));
    CHECK(error.error == Error::badSelector);
    CHECK(error.rule == "bad");
    CHECK(toFailure(error).code == "policy.bad_selector");
    CHECK(toFailure(error).data.front().second == "bad");
}

TEST_CASE("two rules with one id are refused") {
    CHECK(refusal(document(rule("a", "deny") + "," + rule("a", "allow"))).error == Error::duplicateRule);
}

TEST_CASE("obligations belong to require rules, and each has some") {
    CHECK(refusal(document(rule("a", "require"))).error == Error::obligationsMisplaced);
    CHECK(refusal(document(rule("a", "require", R"(,"obligations":[])"))).error ==
          Error::obligationsMisplaced);
    CHECK(refusal(document(rule("a", "allow", TWO))).error == Error::obligationsMisplaced);
    CHECK(refusal(document(rule("a", "deny", TWO))).error == Error::obligationsMisplaced);
}

TEST_CASE("a selector names tiers or vaults, completely") {
    for (const std::string source :
         {"{}", R"({"tiers":[]})", R"({"tiers":["tepid"]})", R"({"tiers":["hot","hot"]})",
          R"({"vaults":["11"]})", R"({"vault":[]})", "[]", "7", R"({"tiers":"hot"})", R"({"tiers":[7]})"})
        CHECK(refusal(document(rule("a", "deny", "", source))).error == Error::badSelector);
    const std::string upper(64, 'A');
    CHECK(refusal(document(rule("a", "deny", "", R"({"vaults":[")" + upper + R"("]})"))).error ==
          Error::badSelector);
}

TEST_CASE("a selector names no more vaults, and a rule no more obligations, than the limits") {
    const auto selecting = [](int count) {
        std::string ids;
        for (int i = 0; i < count; ++i) {
            const std::string number = std::to_string(i);
            ids += (i == 0 ? "\"" : ",\"") + std::string(64 - number.size(), '0') + number + "\"";
        }
        return document(rule("a", "deny", "", R"({"vaults":[)" + ids + "]}"));
    };
    CHECK(Policy::parse(json(selecting(64))));
    CHECK(refusal(selecting(65)).error == Error::badSelector);
    const auto requiring = [](int count) {
        std::string list = R"({"kind":"delay","seconds":1})";
        for (int i = 1; i < count; ++i)
            list += R"(,{"kind":"delay","seconds":)" + std::to_string(i + 1) + "}";
        return document(rule("a", "require", R"(,"obligations":[)" + list + "]"));
    };
    CHECK(Policy::parse(json(requiring(16))));
    CHECK(refusal(requiring(17)).error == Error::tooLarge);
    CHECK(refusal(document(rule("a", "require", R"(,"obligations":"two officers")"))).error ==
          Error::badObligation);
}

TEST_CASE("a policy has at most 256 rules") {
    const auto many = [](std::size_t count) {
        std::string rules = rule("r0", "deny");
        for (std::size_t i = 1; i < count; ++i)
            rules += "," + rule("r" + std::to_string(i), "deny");
        return document(rules);
    };
    CHECK(Policy::parse(json(many(Policy::MAX_RULES))));
    CHECK(refusal(many(Policy::MAX_RULES + 1)).error == Error::tooLarge);
}

TEST_CASE("a vault is selected by its tier or by its id") {
    SourceSelector byTier{{Tier::hot}, {}};
    SourceSelector byId{{}, {COLD}};
    const auto hot = Fact<SourceVault>::fromBytes({HOT, "Hot", Tier::hot});
    const auto cold = Fact<SourceVault>::fromBytes({COLD, "Cold", Tier::cold});
    CHECK(byTier.selects(hot) == Truth::yes);
    CHECK(byTier.selects(cold) == Truth::no);
    CHECK(byId.selects(cold) == Truth::yes);
    CHECK(byId.selects(hot) == Truth::no);
    CHECK(SourceSelector{}.selects(hot) == Truth::yes);
    CHECK(byTier.selects({}) == Truth::unknown);
    CHECK(SourceSelector{}.selects({{HOT, "Hot", Tier::hot}, Provenance::host}) == Truth::unknown);
}

TEST_CASE("adding a deny or a require and removing an allow are stricter") {
    const std::string base = rule("a", "allow") + "," + rule("b", "deny", "", R"("any")", over("9"));
    CHECK(classOf(base, base) == EditClass::unchanged);
    CHECK(classOf(base, base + "," + rule("c", "deny")) == EditClass::stricter);
    CHECK(classOf(base, base + "," + rule("c", "require", TWO)) == EditClass::stricter);
    CHECK(classOf(base, rule("b", "deny", "", R"("any")", over("9"))) == EditClass::stricter);
}

TEST_CASE("removing a deny or a require and adding an allow are less strict") {
    const std::string deny = rule("b", "deny", "", R"("any")", over("9"));
    CHECK(classOf(deny, "") == EditClass::lessStrict);
    CHECK(classOf(rule("c", "require", TWO), "") == EditClass::lessStrict);
    CHECK(classOf(deny, deny + "," + rule("a", "allow")) == EditClass::lessStrict);
}

TEST_CASE("moving a limit is classified by its direction") {
    const auto limit = [](const std::string& effect, const std::string& value, const std::string& more = "") {
        return rule("a", effect, more, R"("any")", over(value));
    };
    CHECK(classOf(limit("deny", "9"), limit("deny", "8")) == EditClass::stricter);
    CHECK(classOf(limit("deny", "8"), limit("deny", "9")) == EditClass::lessStrict);
    CHECK(classOf(limit("require", "9", TWO), limit("require", "8", TWO)) == EditClass::stricter);
    CHECK(classOf(limit("require", "9", TWO), limit("require", "9", THREE)) == EditClass::stricter);
    CHECK(classOf(limit("require", "9", THREE), limit("require", "9", TWO)) == EditClass::lessStrict);
    CHECK(classOf(limit("require", "9", TWO), limit("require", "10", THREE)) == EditClass::lessStrict);
    CHECK(classOf(limit("allow", "8"), limit("allow", "9")) == EditClass::stricter);
    CHECK(classOf(limit("allow", "9"), limit("allow", "8")) == EditClass::lessStrict);
}

TEST_CASE("a wider deny is stricter, a wider allow is less strict") {
    const std::string hot = R"({"tiers":["hot"]})";
    CHECK(classOf(rule("a", "deny", "", hot), rule("a", "deny")) == EditClass::stricter);
    CHECK(classOf(rule("a", "deny"), rule("a", "deny", "", hot)) == EditClass::lessStrict);
    CHECK(classOf(rule("a", "allow"), rule("a", "allow", "", hot)) == EditClass::stricter);
    CHECK(classOf(rule("a", "allow", "", hot), rule("a", "allow")) == EditClass::lessStrict);
}

TEST_CASE("a rule under a new id is the same rule") {
    CHECK(classOf(rule("a", "deny"), rule("b", "deny")) == EditClass::unchanged);
}

TEST_CASE("less strict changes stand first among the reasons") {
    const auto edit = classifyEdit(policyOf(rule("a", "deny")), policyOf(rule("b", "require", TWO)));
    CHECK(edit.editClass == EditClass::lessStrict);
    REQUIRE(edit.reasons.size() == 2);
    CHECK(edit.reasons[0] == "Removed or weakened: From every vault: never allowed.");
}

TEST_CASE("a quorum that the people cannot reach is found, at the exact number") {
    const Policy policy = policyOf(rule("two", "require", TWO));
    CHECK(findUnreachable(policy, {{"officer", 3}}).empty()); // one of three may be the proposer
    CHECK(findUnreachable(policy, {{"officer", 2}}) == std::vector<std::string>{"two"});
    CHECK(findUnreachable(policy, {}) == std::vector<std::string>{"two"});
}

TEST_CASE("every rule is a sentence") {
    const auto sentences = describeRules(starterPolicy({}));
    CHECK(sentences.size() == starterPolicy({}).rules().size());
    const auto sentenceOf = [&](const std::string& id) {
        const auto found = std::find_if(sentences.begin(), sentences.end(),
                                        [&](const RuleSentence& sentence) { return sentence.id == id; });
        REQUIRE(found != sentences.end());
        return found->sentence;
    };
    CHECK(sentenceOf("hot-day") ==
          "From hot vaults: needs two officers, when the amount paid in the last 24 h, this "
          "payment included, is more than 5.00 BTC.");
    CHECK(sentenceOf("deep-always") ==
          "From warm vaults and cold vaults: needs one compliance officer and two officers, always.");
    CHECK(sentenceOf("frozen") == "From every vault: never allowed when the treasury's state is not normal.");
}
