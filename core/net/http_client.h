// One HTTP connection to a node: POST a text, get a text. Over libcurl, which appears in no header.
//
// One thread at a time. No redirects, no proxies, no cookies; what a server may send is bounded. Blocks for
// at most the time given.
#pragma once

#include "base/time.h"
#include "net/errors.h"

#include <memory>
#include <string>
#include <string_view>

namespace strongroom::net {

/// Where requests may go at all.
enum class NodeReach : std::uint8_t {
    thisMachine, ///< 127.0.0.0/8, ::1 and localhost.
    anyHost,     ///< An officer said so: credentials and interest in transactions leave this machine.
};

struct HttpResponse {
    long status = 0;
    std::string body;
};

class HttpClient {
public:
    /// `http://host:port` or `https://host:port`, nothing more. Errors: badUrl, remoteRefused.
    [[nodiscard]] static Result<HttpClient> open(std::string_view url, NodeReach reach);
    HttpClient(HttpClient&&) noexcept;
    HttpClient& operator=(HttpClient&&) noexcept;
    ~HttpClient();

    /// `authorization` is `user:password` for the Basic scheme. Any status is an answer. Errors: unreachable,
    /// timedOut, responseTooLarge.
    [[nodiscard]] Result<HttpResponse> post(const std::string& body, const std::string& authorization,
                                            std::size_t maxResponse, base::Seconds timeout);

private:
    struct Handle;
    explicit HttpClient(std::unique_ptr<Handle> handle);
    std::unique_ptr<Handle> m_handle;
};

} // namespace strongroom::net
