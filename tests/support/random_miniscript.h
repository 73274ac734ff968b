// Random miniscript for the tests that run it and those that read its script back. One thread.
#pragma once

#include "descriptor/miniscript.h"

#include <cstdint>
#include <random>
#include <string>

namespace strongroom::test {

/// Text of random expressions, mostly well-typed; the parser has the last word. Keys are `A` to `H`, `#` is a
/// hash, locks are 144 blocks and height 700.
class RandomMiniscript {
public:
    RandomMiniscript(std::uint32_t seed, descriptor::ScriptContext context)
        : m_random(seed), m_tapscript(context == descriptor::ScriptContext::tapscript) {}

    /// Of basic type B.
    std::string script() {
        m_nextKey = 0;
        return b(3);
    }

private:
    static constexpr std::uint32_t KEYS = 8;

    std::uint32_t pick(std::uint32_t n) { return static_cast<std::uint32_t>(m_random() % n); }
    std::string key() { return std::string(1, static_cast<char>('A' + m_nextKey++ % KEYS)); }
    std::string multi() {
        const std::uint32_t keys = 1 + pick(3);
        std::string text = (m_tapscript ? "multi_a(" : "multi(") + std::to_string(1 + pick(keys));
        for (std::uint32_t i = 0; i < keys; ++i)
            text += "," + key();
        return text + ")";
    }
    std::string lock() { return pick(2) == 0 ? "older(144)" : "after(700)"; }
    std::string leaf() {
        switch (pick(8)) {
        case 0:
            return multi();
        case 1:
            return lock();
        case 2:
            return "sha256(#)";
        case 3:
            return "pkh(" + key() + ")";
        case 4:
            return "l:" + lock();
        case 5:
            return (m_tapscript ? "dv:" : "ndv:") + lock();
        default:
            return "pk(" + key() + ")";
        }
    }
    std::string b(std::uint32_t depth) {
        if (depth == 0)
            return leaf();
        --depth;
        switch (pick(14)) {
        case 0:
        case 1:
            return "and_v(" + v(depth) + "," + b(depth) + ")";
        case 2:
            return "and_b(" + b(depth) + "," + w(depth) + ")";
        case 3:
            return "or_b(" + b(depth) + "," + w(depth) + ")";
        case 4:
        case 5:
            return "or_d(" + b(depth) + "," + b(depth) + ")";
        case 6:
            return "or_i(" + b(depth) + "," + b(depth) + ")";
        case 7:
            return "andor(" + b(depth) + "," + b(depth) + "," + b(depth) + ")";
        case 8:
        case 9:
            return "thresh(" + std::to_string(1 + pick(3)) + "," + b(depth) + "," + w(depth) + "," +
                   w(depth) + ")";
        case 10:
            return "t:" + v(depth);
        case 11:
            return "j:and_v(v:pk(" + key() + ")," + b(depth) + ")";
        case 12:
            return "c:or_i(pk_k(" + key() + "),pk_h(" + key() + "))";
        default:
            return leaf();
        }
    }
    std::string v(std::uint32_t depth) {
        if (depth > 0 && pick(4) == 0)
            return "or_c(" + b(depth - 1) + "," + v(depth - 1) + ")";
        return "v:" + (depth > 0 && pick(3) == 0 ? b(depth - 1) : leaf());
    }
    std::string w(std::uint32_t depth) {
        return (pick(2) == 0 ? "a:" : "s:") + (depth > 0 && pick(3) == 0 ? b(depth - 1) : leaf());
    }

    std::mt19937 m_random;
    bool m_tapscript;
    std::uint32_t m_nextKey = 0;
};

} // namespace strongroom::test
