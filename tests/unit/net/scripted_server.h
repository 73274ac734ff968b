// An HTTP server on 127.0.0.1 that says what a test tells it to: for nodes that lie, stall or make no sense.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace strongroom::test {

struct Request {
    std::string head; ///< Request line and headers.
    std::string body;
};

/// A whole HTTP response with a body.
[[nodiscard]] std::string httpResponse(const std::string& status, const std::string& body,
                                       const std::string& extraHeader = "");

class ScriptedServer {
public:
    /// `answer` gives the bytes to send for a request; with nothing, the connection stays open and silent.
    explicit ScriptedServer(std::function<std::string(const Request&)> answer);
    ~ScriptedServer();
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    [[nodiscard]] std::vector<Request> requests() const;

private:
    void serve();
    void converse(int connection);

    std::function<std::string(const Request&)> m_answer;
    int m_listener = -1;
    int m_port = 0;
    mutable std::mutex m_mutex;
    std::vector<Request> m_requests;
    std::vector<int> m_silent;
    std::thread m_thread;
};

} // namespace strongroom::test
