#include "scripted_server.h"

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace strongroom::test {

std::string httpResponse(const std::string& status, const std::string& body, const std::string& extraHeader) {
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           extraHeader + "Connection: close\r\n\r\n" + body;
}

ScriptedServer::ScriptedServer(std::function<std::string(const Request&)> answer)
    : m_answer(std::move(answer)), m_listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(m_listener, generic, size) != 0 || listen(m_listener, 16) != 0 ||
        getsockname(m_listener, generic, &size) != 0)
        throw std::runtime_error("scripted server: cannot listen");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

ScriptedServer::~ScriptedServer() {
    shutdown(m_listener, SHUT_RDWR); // wakes accept
    m_thread.join();
    close(m_listener);
    for (const int connection : m_silent)
        close(connection);
}

std::vector<Request> ScriptedServer::requests() const {
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

void ScriptedServer::serve() {
    while (true) {
        const int connection = accept(m_listener, nullptr, nullptr);
        if (connection < 0)
            return;
        converse(connection);
    }
}

void ScriptedServer::converse(int connection) {
    std::string received;
    std::size_t expected = std::string::npos;
    std::array<char, 4096> buffer{};
    while (received.size() < expected) {
        const ssize_t count = recv(connection, buffer.data(), buffer.size(), 0);
        if (count <= 0)
            break;
        received.append(buffer.data(), static_cast<std::size_t>(count));
        const std::size_t headEnd = received.find("\r\n\r\n");
        const std::size_t length = received.find("Content-Length: ");
        if (headEnd != std::string::npos && length != std::string::npos)
            expected = headEnd + 4 + std::stoul(received.substr(length + 16));
    }
    const std::size_t headEnd = received.find("\r\n\r\n");
    Request request;
    if (headEnd != std::string::npos)
        request = {received.substr(0, headEnd), received.substr(headEnd + 4)};
    const std::string response = m_answer(request);
    const std::lock_guard lock(m_mutex);
    m_requests.push_back(request);
    if (response.empty()) {
        m_silent.push_back(connection);
        return;
    }
    send(connection, response.data(), response.size(), MSG_NOSIGNAL);
    close(connection);
}

} // namespace strongroom::test
