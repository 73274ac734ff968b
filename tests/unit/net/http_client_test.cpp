#include "net/http_client.h"

#include "scripted_server.h"

#include <doctest/doctest.h>

#include <optional>

using namespace strongroom;
using namespace strongroom::net;
using test::httpResponse;
using test::Request;
using test::ScriptedServer;

namespace {

std::optional<Error> openError(const char* url, NodeReach reach = NodeReach::thisMachine) {
    const auto client = HttpClient::open(url, reach);
    return client ? std::nullopt : std::optional(client.error());
}

Result<HttpResponse> post(const ScriptedServer& server, std::size_t maxResponse = 1000) {
    auto client = HttpClient::open(server.url(), NodeReach::thisMachine).value();
    return client.post("{\"q\":1}", "user:pass", maxResponse, base::Seconds{30});
}

} // namespace

TEST_CASE("a node on this machine is allowed, any other only when the settings say so") {
    for (const auto* url : {"http://127.0.0.1:8332", "http://127.1.2.3:8332/", "http://[::1]:8332",
                            "http://localhost:8332", "https://127.0.0.1:8332", "http://127.0.0.1"})
        CHECK_FALSE(openError(url));
    for (const auto* url :
         {"http://10.0.0.1:8332", "http://node.example:8332", "http://127.0.0.1.example:8332",
          "http://[2001:db8::1]:8332", "http://localhost.example:8332", "http://0.0.0.0:8332"}) {
        CHECK(openError(url) == Error::remoteRefused);
        CHECK_FALSE(openError(url, NodeReach::anyHost));
    }
}

TEST_CASE("what is no plain address of a node is refused") {
    for (const auto* url :
         {"", "127.0.0.1:8332", "file:///etc/passwd", "ftp://127.0.0.1", "http://", "http:// x",
          "http://user:pass@127.0.0.1:8332", "http://user@127.0.0.1:8332", "http://127.0.0.1:8332/x",
          "http://127.0.0.1:8332/?a", "http://127.0.0.1:8332/#a", "http://127.0.0.1:99999"})
        CHECK(openError(url, NodeReach::anyHost) == Error::badUrl);
}

TEST_CASE("a request carries its credentials and body, and the answer comes back with its status") {
    ScriptedServer server([](const Request&) { return httpResponse("418 Teapot", "short and stout"); });
    const HttpResponse response = post(server).value();
    CHECK(response.status == 418);
    CHECK(response.body == "short and stout");
    const auto requests = server.requests();
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].body == "{\"q\":1}");
    CHECK(requests[0].head.starts_with("POST / HTTP/1.1"));
    CHECK(requests[0].head.find("Authorization: Basic dXNlcjpwYXNz") != std::string::npos);
    CHECK(requests[0].head.find("Content-Type: application/json") != std::string::npos);
}

TEST_CASE("an answer past the limit is cut off") {
    ScriptedServer server([](const Request&) { return httpResponse("200 OK", std::string(1001, 'x')); });
    CHECK(post(server, 1000).error() == Error::responseTooLarge);
    CHECK(post(server, 1001).value().body.size() == 1001);
}

TEST_CASE("a redirect is not followed") {
    ScriptedServer server([](const Request&) {
        return httpResponse("302 Found", "", "Location: http://127.0.0.1:1/elsewhere\r\n");
    });
    CHECK(post(server).value().status == 302);
    CHECK(server.requests().size() == 1);
}

TEST_CASE("no node, a silent node and one that breaks off are told apart from answers") {
    std::string closed;
    {
        ScriptedServer server([](const Request&) { return std::string(); });
        closed = server.url();
        auto client = HttpClient::open(server.url(), NodeReach::thisMachine).value();
        CHECK(client.post("", "", 10, base::Seconds{1}).error() == Error::timedOut);
    }
    auto client = HttpClient::open(closed, NodeReach::thisMachine).value();
    CHECK(client.post("", "", 10, base::Seconds{30}).error() == Error::unreachable);
    ScriptedServer broken(
        [](const Request&) { return std::string("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"); });
    CHECK(post(broken).error() == Error::unreachable);
}
