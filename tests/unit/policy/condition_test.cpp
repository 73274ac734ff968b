#include "policy/condition.h"

#include "examples.h"

using namespace strongroom;
using namespace strongroom::policy;
using namespace strongroom::policy::test;

namespace {

Error refusal(const std::string& text) {
    const auto parsed = parseCondition(json(text));
    REQUIRE_FALSE(parsed);
    return parsed.error();
}

Condition condition(const std::string& text) {
    const auto parsed = parseCondition(json(text));
    REQUIRE(parsed);
    return *parsed;
}

std::string atom(const std::string& field, const std::string& op, const std::string& value) {
    return R"({"field":")" + field + R"(","op":")" + op + R"(","value":)" + value + "}";
}

std::string outputs(const std::string& quantifier, const std::string& classes, const std::string& where) {
    return R"({"class":)" + classes + R"(,"outputs":")" + quantifier + R"(","where":)" + where + "}";
}

std::string nested(std::size_t depth) {
    std::string text = R"("always")";
    for (std::size_t i = 1; i < depth; ++i)
        text = R"({"not":)" + text + "}";
    return text;
}

} // namespace

TEST_CASE("a condition is written in its canonical form, whatever the order it was given in") {
    CHECK(toJson(condition(atom("action", "in", R"(["withdraw","bump_fee"])"))).canonical() ==
          atom("action", "in", R"(["bump_fee","withdraw"])"));
    CHECK(toJson(condition(atom("tx.fee", "not_in", "[3,1,2]"))).canonical() ==
          atom("tx.fee", "not_in", "[1,2,3]"));
    CHECK(toJson(condition(outputs("any", R"(["payee","change"])", atom("output.amount", ">", "5"))))
              .canonical() == outputs("any", R"(["change","payee"])", atom("output.amount", ">", "5")));
}

TEST_CASE("every shape of condition is written as it was read") {
    for (
        const std::string& text : std::vector<std::string>{
            std::string(R"("always")"), R"({"all":[)" + atom("tx.outflow", ">=", "5") + "]}",
            R"({"any":[)" + atom("tx.replaceable", "=", "true") + R"(,{"not":"always"}]})",
            std::string(
                R"({"field":"window.sum_after","op":">","scope":"vault","seconds":86400,"value":500000000})"),
            std::string(R"({"field":"incident.state","op":"exists"})"),
            atom("tx.feerate", "between", "[1,9]"),
            outputs("none", R"(["payee"])", atom("output.first_use", "=", "true"))})
        CHECK(toJson(condition(text)).canonical() == text);
}

TEST_CASE("a misspelt field is unknown, a field of the model is not supported yet") {
    CHECK(refusal(atom("tx.outflw", ">", "1")) == Error::unknownField);
    CHECK(refusal(atom("subject.roles", "=", R"("x")")) == Error::notSupported);
    CHECK(refusal(atom("time.local_weekday", "=", "1")) == Error::notSupported);
    CHECK(refusal(atom("risk.score", ">", "1")) == Error::notSupported);
    CHECK(refusal(atom("action", "=", R"("prove_reserves")")) == Error::notSupported);
    CHECK(refusal(R"({"field":"window.sum","op":">","scope":"payee","seconds":60,"value":1})") ==
          Error::notSupported);
}

TEST_CASE("a field outside its class is a load error, not an unknown") {
    CHECK(refusal(atom("output.amount", ">", "1")) == Error::fieldOutsideClass);
    CHECK(refusal(outputs("all", R"(["payee"])", atom("tx.fee", ">", "1"))) == Error::fieldOutsideClass);
    CHECK(refusal(outputs("all", R"(["payee","change"])", atom("output.payee_age", ">", "1"))) ==
          Error::fieldOutsideClass);
    CHECK(refusal(R"({"outputs":"all","where":)" + atom("output.first_use", "=", "true") + "}") ==
          Error::fieldOutsideClass);
    CHECK(parseCondition(json(outputs("all", R"(["payee"])", atom("output.payee_age", ">", "1")))));
}

TEST_CASE("an operator or a value that a field does not have is refused") {
    CHECK(refusal(atom("action", ">", R"("withdraw")")) == Error::operatorMismatch);
    CHECK(refusal(atom("action", "=", R"("pay")")) == Error::operatorMismatch);
    CHECK(refusal(atom("tx.fee", "=", R"("5")")) == Error::operatorMismatch);
    CHECK(refusal(atom("tx.fee", "==", "5")) == Error::operatorMismatch);
    CHECK(refusal(atom("tx.replaceable", "=", "1")) == Error::operatorMismatch);
    CHECK(refusal(atom("action", "=", "1")) == Error::operatorMismatch);
    CHECK(refusal(atom("incident.state", "=", "true")) == Error::operatorMismatch);
    CHECK(refusal(atom("tx.replaceable", "!=", "true")) == Error::operatorMismatch);
    CHECK(refusal(atom("tx.fee", "in", "[]")) == Error::operatorMismatch);
    CHECK(refusal(atom("tx.fee", "in", "[1,1]")) == Error::operatorMismatch);
    CHECK(refusal(outputs("all", R"(["foreign"])", R"("always")")) == Error::operatorMismatch);
}

TEST_CASE("values have bounds") {
    CHECK(refusal(atom("tx.fee", ">", "-1")) == Error::valueOutOfRange);
    CHECK(refusal(atom("tx.fee", "between", "[5,4]")) == Error::valueOutOfRange);
    CHECK(parseCondition(json(atom("tx.fee", "between", "[5,5]"))));
    CHECK(refusal(R"({"field":"window.sum","op":">","scope":"vault","seconds":59,"value":1})") ==
          Error::valueOutOfRange);
    CHECK(refusal(R"({"field":"window.sum","op":">","scope":"vault","seconds":31622401,"value":1})") ==
          Error::valueOutOfRange);
}

TEST_CASE("another shape is refused: empty lists, members too many or too few") {
    for (const std::string& text : std::vector<std::string>{
             std::string("{}"), std::string("[]"), std::string(R"("never")"), std::string(R"({"all":[]})"),
             std::string(R"({"any":"always"})"), std::string(R"({"all":["always"],"any":["always"]})"),
             std::string(R"({"not":"always","note":"x"})"), std::string(R"({"field":"tx.fee","op":">"})"),
             std::string(R"({"unless":"always"})"), std::string(R"({"field":7,"op":">","value":1})"),
             std::string(R"({"field":"tx.fee","value":1})"),
             std::string(R"({"field":"tx.fee","op":"exists","value":1})"),
             std::string(R"({"field":"tx.fee","op":">","value":1,"seconds":60,"scope":"vault"})"),
             std::string(R"({"field":"window.sum","op":">","value":1})"),
             outputs("some", R"(["payee"])", R"("always")"), outputs("all", "[]", R"("always")"),
             outputs("all", R"(["payee","payee"])", R"("always")"),
             outputs("all", R"(["payee"])", outputs("all", R"(["payee"])", R"("always")"))}) {
        CAPTURE(text);
        CHECK(refusal(text) == Error::malformed);
    }
}

TEST_CASE("depth, nodes and sets are bounded, exactly") {
    CHECK(parseCondition(json(nested(MAX_CONDITION_DEPTH))));
    CHECK(refusal(nested(MAX_CONDITION_DEPTH + 1)) == Error::tooLarge);
    const auto wide = [](std::size_t parts) {
        std::string list = R"("always")";
        for (std::size_t i = 1; i < parts; ++i)
            list += R"(,"always")";
        return R"({"all":[)" + list + "]}";
    };
    CHECK(parseCondition(json(wide(MAX_CONDITION_NODES - 1))));
    CHECK(refusal(wide(MAX_CONDITION_NODES)) == Error::tooLarge);
    const auto set = [](std::size_t values) {
        std::string list = "0";
        for (std::size_t i = 1; i < values; ++i)
            list += "," + std::to_string(i);
        return atom("tx.fee", "in", "[" + list + "]");
    };
    CHECK(parseCondition(json(set(MAX_VALUES))));
    CHECK(refusal(set(MAX_VALUES + 1)) == Error::tooLarge);
}

TEST_CASE("a lower limit is implied by a higher one, and never the other way round") {
    const auto at = [](const std::string& op, const std::string& value) {
        return condition(atom("tx.outflow", op, value));
    };
    CHECK(implies(at(">=", "5"), at(">=", "4")));
    CHECK(implies(at(">=", "5"), at(">=", "5")));
    CHECK_FALSE(implies(at(">=", "4"), at(">=", "5")));
    CHECK(implies(at("<", "4"), at("<", "5")));
    CHECK_FALSE(implies(at("<", "5"), at("<", "4")));
    CHECK(implies(at("in", "[1,2]"), at("in", "[1,2,3]")));
    CHECK_FALSE(implies(at("in", "[1,2,3]"), at("in", "[1,2]")));
    CHECK(implies(at("not_in", "[1,2]"), at("not_in", "[1]")));
    CHECK(implies(at("between", "[2,3]"), at("between", "[1,3]")));
    CHECK_FALSE(implies(at("between", "[1,3]"), at("between", "[2,3]")));
    CHECK_FALSE(implies(at("=", "1"), at("=", "2")));
    CHECK_FALSE(implies(at(">=", "5"), at(">", "4"))); // true, but not provable mechanically
}

TEST_CASE("negation turns an implication around") {
    const auto negated = [](const std::string& value) {
        return condition(R"({"not":)" + atom("tx.fee", ">", value) + "}");
    };
    CHECK(implies(negated("4"), negated("5")));
    CHECK_FALSE(implies(negated("5"), negated("4")));
    const auto none = [](const std::string& value) {
        return condition(outputs("none", R"(["payee"])", atom("output.payee_age", "<", value)));
    };
    CHECK(implies(none("5"), none("4")));
    CHECK_FALSE(implies(none("4"), none("5")));
    CHECK(implies(none("5"), condition(R"("always")")));
    CHECK_FALSE(implies(condition(R"("always")"), none("5")));
}

TEST_CASE("a condition over another window implies nothing") {
    const auto window = [](const std::string& seconds) {
        return condition(R"({"field":"window.sum","op":">","scope":"vault","seconds":)" + seconds +
                         R"(,"value":1})");
    };
    CHECK_FALSE(implies(window("60"), window("3600")));
}
