#include "core_script.h"

#include "base/byte_writer.h"
#include "base/text_encoding.h"

#include <array>
#include <charconv>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace strongroom::test {

namespace {

/// From 0x61 on, in order, as bitcoin/src/script/script.h lists them.
constexpr std::array<std::string_view, 90> NAMES_FROM_NOP{"NOP",
                                                          "VER",
                                                          "IF",
                                                          "NOTIF",
                                                          "VERIF",
                                                          "VERNOTIF",
                                                          "ELSE",
                                                          "ENDIF",
                                                          "VERIFY",
                                                          "RETURN",
                                                          "TOALTSTACK",
                                                          "FROMALTSTACK",
                                                          "2DROP",
                                                          "2DUP",
                                                          "3DUP",
                                                          "2OVER",
                                                          "2ROT",
                                                          "2SWAP",
                                                          "IFDUP",
                                                          "DEPTH",
                                                          "DROP",
                                                          "DUP",
                                                          "NIP",
                                                          "OVER",
                                                          "PICK",
                                                          "ROLL",
                                                          "ROT",
                                                          "SWAP",
                                                          "TUCK",
                                                          "CAT",
                                                          "SUBSTR",
                                                          "LEFT",
                                                          "RIGHT",
                                                          "SIZE",
                                                          "INVERT",
                                                          "AND",
                                                          "OR",
                                                          "XOR",
                                                          "EQUAL",
                                                          "EQUALVERIFY",
                                                          "RESERVED1",
                                                          "RESERVED2",
                                                          "1ADD",
                                                          "1SUB",
                                                          "2MUL",
                                                          "2DIV",
                                                          "NEGATE",
                                                          "ABS",
                                                          "NOT",
                                                          "0NOTEQUAL",
                                                          "ADD",
                                                          "SUB",
                                                          "MUL",
                                                          "DIV",
                                                          "MOD",
                                                          "LSHIFT",
                                                          "RSHIFT",
                                                          "BOOLAND",
                                                          "BOOLOR",
                                                          "NUMEQUAL",
                                                          "NUMEQUALVERIFY",
                                                          "NUMNOTEQUAL",
                                                          "LESSTHAN",
                                                          "GREATERTHAN",
                                                          "LESSTHANOREQUAL",
                                                          "GREATERTHANOREQUAL",
                                                          "MIN",
                                                          "MAX",
                                                          "WITHIN",
                                                          "RIPEMD160",
                                                          "SHA1",
                                                          "SHA256",
                                                          "HASH160",
                                                          "HASH256",
                                                          "CODESEPARATOR",
                                                          "CHECKSIG",
                                                          "CHECKSIGVERIFY",
                                                          "CHECKMULTISIG",
                                                          "CHECKMULTISIGVERIFY",
                                                          "NOP1",
                                                          "CHECKLOCKTIMEVERIFY",
                                                          "CHECKSEQUENCEVERIFY",
                                                          "NOP4",
                                                          "NOP5",
                                                          "NOP6",
                                                          "NOP7",
                                                          "NOP8",
                                                          "NOP9",
                                                          "NOP10",
                                                          "CHECKSIGADD"};

std::map<std::string_view, std::uint8_t> opcodes() {
    std::map<std::string_view, std::uint8_t> codes{{"RESERVED", 0x50}, {"INVALIDOPCODE", 0xff}};
    for (std::size_t i = 0; i < NAMES_FROM_NOP.size(); ++i)
        codes[NAMES_FROM_NOP[i]] = static_cast<std::uint8_t>(0x61 + i);
    return codes;
}

void push(base::ByteWriter& writer, base::ByteSpan data) {
    if (data.size() > 75 && data.size() <= 0xff)
        writer.u8(0x4c);
    else if (data.size() > 0xff)
        writer.u8(0x4d).u8(static_cast<std::uint8_t>(data.size() & 0xff));
    writer.u8(static_cast<std::uint8_t>(data.size() > 0xff ? data.size() >> 8 : data.size())).bytes(data);
}

void pushNumber(base::ByteWriter& writer, std::int64_t number) {
    if (number == -1 || (number >= 1 && number <= 16)) {
        writer.u8(static_cast<std::uint8_t>(0x50 + number));
        return;
    }
    base::Bytes bytes;
    for (std::int64_t rest = number < 0 ? -number : number; rest != 0; rest >>= 8)
        bytes.push_back(static_cast<std::uint8_t>(rest & 0xff));
    if (!bytes.empty() && (bytes.back() & 0x80) != 0)
        bytes.push_back(0);
    if (number < 0)
        bytes.back() |= 0x80;
    push(writer, bytes);
}

void assembleWord(base::ByteWriter& writer, std::string_view word) {
    static const std::map<std::string_view, std::uint8_t> CODES = opcodes();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error == std::errc() && end == word.data() + word.size())
        return pushNumber(writer, number);
    if (word.starts_with("0x")) {
        writer.bytes(base::fromHex(word.substr(2)).value());
        return;
    }
    if (word.size() >= 2 && word.front() == '\'' && word.back() == '\'')
        return push(writer, base::asBytes(word.substr(1, word.size() - 2)));
    writer.u8(CODES.at(word.starts_with("OP_") ? word.substr(3) : word));
}

} // namespace

base::Bytes assembleCoreScript(const std::string& text) {
    base::ByteWriter writer;
    std::istringstream words(text);
    for (std::string word; words >> word;)
        assembleWord(writer, word);
    return writer.take();
}

const std::set<std::string>& coreFlagsBehind(bitcoin::SpendFault fault) {
    using bitcoin::SpendFault;
    static const std::map<SpendFault, std::set<std::string>> FLAGS{
        {SpendFault::unlockForm, {"SIGPUSHONLY", "WITNESS", "NULLDUMMY"}},
        {SpendFault::wrongScript, {"P2SH", "WITNESS"}},
        {SpendFault::pushEncoding, {"MINIMALDATA", "CONST_SCRIPTCODE"}},
        {SpendFault::numberEncoding, {"MINIMALDATA"}},
        {SpendFault::conditionEncoding, {"MINIMALIF"}},
        {SpendFault::publicKeyEncoding, {"STRICTENC"}},
        {SpendFault::signatureEncoding, {"DERSIG", "LOW_S", "STRICTENC"}},
        {SpendFault::hashType, {"STRICTENC"}},
        {SpendFault::wrongSignature, {"NULLFAIL", "LOW_S", "DERSIG"}},
        {SpendFault::lockTime, {"CHECKLOCKTIMEVERIFY", "CHECKSEQUENCEVERIFY"}},
        {SpendFault::notSatisfied, {"P2SH", "WITNESS"}},
        {SpendFault::stackNotClean, {"CLEANSTACK"}},
    };
    static const std::set<std::string> NONE;
    const auto found = FLAGS.find(fault);
    return found == FLAGS.end() ? NONE : found->second;
}

} // namespace strongroom::test
