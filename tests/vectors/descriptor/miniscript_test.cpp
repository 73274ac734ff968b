// Bitcoin Core's miniscript vectors: type, script, limits.
#include "descriptor/miniscript.h"

#include "base/text_encoding.h"
#include "support/hex.h"
#include "support/json_vectors.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

using namespace strongroom;
using namespace strongroom::descriptor;
using nlohmann::json;

namespace {

/// Keys in the order they are met, as the vectors write them.
struct KeyTable {
    std::vector<crypto::PublicKey> keys;
    std::vector<std::string> texts;

    [[nodiscard]] Miniscript::KeyReader reader() {
        return [this](std::string_view text) -> Result<std::uint32_t> {
            const auto key = crypto::PublicKey::parse(test::hex(std::string(text)));
            if (!key)
                return base::Unexpected(Error::keyPoint);
            keys.push_back(*key);
            texts.emplace_back(text);
            return static_cast<std::uint32_t>(keys.size() - 1);
        };
    }
    [[nodiscard]] Miniscript::KeyWriter writer() const {
        return [this](std::uint32_t key) { return texts[key]; };
    }
};

bool says(const json& item, std::string_view mode) {
    return item.at("mode").at("expr").get<std::string>().find(mode) != std::string::npos;
}

/// The sums that the vectors keep as C++ text: "2 + 1 + 3 * 73 + 1".
std::size_t evaluate(const json& value) {
    if (value.is_number())
        return value.get<std::size_t>();
    std::size_t sum = 0;
    std::size_t product = 1;
    const std::string text = value.at("expr").get<std::string>() + " +";
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == '+') {
            sum += product;
            product = 1;
        }
        if (text[i] < '0' || text[i] > '9') {
            ++i;
            continue;
        }
        std::size_t length = 0;
        product *= std::stoul(text.substr(i), &length);
        i += length;
    }
    return sum;
}

bool isChecked(const json& item, const char* name) {
    return item.contains(name) && !item.at(name).is_array();
}

void checkLimits(const json& item, const Miniscript& expression) {
    const bool tapscript = expression.context() == ScriptContext::tapscript;
    const MiniscriptLimits& limits = expression.limits();
    if (isChecked(item, "opslimit") && !tapscript)
        CHECK(limits.operations == evaluate(item.at("opslimit")));
    if (isChecked(item, "stacklimit"))
        CHECK(limits.witnessItems == evaluate(item.at("stacklimit")));
    if (isChecked(item, "stack_exec"))
        CHECK(limits.executionStack == evaluate(item.at("stack_exec")));
    const char* size = tapscript ? "max_tap_wit" : "max_wit";
    if (isChecked(item, size))
        CHECK(limits.witnessSize == evaluate(item.at(size)));
}

bool checkExpression(const json& item, ScriptContext context) {
    const bool tapscript = context == ScriptContext::tapscript;
    const std::string text = item.at("ms");
    INFO(text);
    KeyTable table;
    const auto parsed = Miniscript::parse(text, context, table.reader());
    const bool valid = says(item, "TESTMODE_VALID") &&
                       !says(item, tapscript ? "TESTMODE_TAPSCRIPT_INVALID" : "TESTMODE_P2WSH_INVALID");
    CHECK(parsed.has_value() == valid);
    if (!parsed || !valid)
        return valid;
    const Bytes script = parsed->script(table.keys);
    CHECK(parsed->limits().scriptSize == script.size());
    std::string expected = item.at("wsh_script_hex");
    if (tapscript && item.at("tap_script_hex") != "=")
        expected = item.at("tap_script_hex");
    if (expected != "?")
        CHECK(base::toHex(script) == expected);
    CHECK(parsed->type().has("m") == says(item, "TESTMODE_NONMAL"));
    CHECK(parsed->type().has("s") == says(item, "TESTMODE_NEEDSIG"));
    CHECK(parsed->type().has("k") != says(item, "TESTMODE_TIMELOCKMIX"));
    checkLimits(item, *parsed);
    KeyTable again;
    const std::string canonical = parsed->text(table.writer());
    const auto reparsed = Miniscript::parse(canonical, context, again.reader());
    REQUIRE_MESSAGE(reparsed, canonical);
    CHECK(reparsed->script(again.keys) == script);
    CHECK(reparsed->text(again.writer()) == canonical);
    return true;
}

} // namespace

TEST_CASE(
    "Bitcoin Core's miniscript expressions have its types, scripts and limits in wsh and in tapscript") {
    const auto vectors = test::readJsonVectors("core/miniscript_tests.json");
    if (!vectors)
        return;
    std::size_t valid = 0;
    std::size_t checked = 0;
    for (const json& item : vectors->at("cases")) {
        for (const ScriptContext context : {ScriptContext::segwitV0, ScriptContext::tapscript}) {
            valid += checkExpression(item, context) ? 1U : 0U;
            ++checked;
        }
    }
    CHECK(checked == 116);
    CHECK(valid > 60);
}
