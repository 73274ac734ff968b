// The test classes of one program, each registered by its own file.
#pragma once

#include <QObject>

#include <memory>
#include <vector>

namespace strongroom::test {

using MakeTest = std::unique_ptr<QObject> (*)();

[[nodiscard]] inline std::vector<MakeTest>& testList() {
    static std::vector<MakeTest> list;
    return list;
}

template <typename Test>
struct Registered {
    Registered() {
        testList().push_back([]() -> std::unique_ptr<QObject> { return std::make_unique<Test>(); });
    }
};

} // namespace strongroom::test
