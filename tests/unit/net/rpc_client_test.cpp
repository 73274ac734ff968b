#include "net/rpc_client.h"

#include "scripted_server.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

using namespace strongroom;
using namespace strongroom::net;
using test::httpResponse;
using test::Request;
using test::ScriptedServer;

namespace {

struct Client {
    std::unique_ptr<base::FileSystem> files = base::makeSystemFileSystem();
    ScriptedServer server;

    explicit Client(std::string response) : server([response](const Request&) { return response; }) {}
    RpcResult<RpcValue> call(Credentials credentials = UserPassword{"u", "p"}) {
        RpcClient client(*files, HttpClient::open(server.url(), NodeReach::thisMachine).value(),
                         std::move(credentials));
        return client.call("getblockhash", {base::Json(7)});
    }
};

Error errorOf(const std::string& response) {
    return Client(response).call().error().error;
}

} // namespace

TEST_CASE("a call names method and parameters and gives the result") {
    Client client(httpResponse("200 OK", R"({"jsonrpc":"2.0","result":"abc","id":"strongroom"})"));
    CHECK(*client.call().value().string() == "abc");
    CHECK(client.server.requests()[0].body ==
          R"({"id":"strongroom","jsonrpc":"2.0","method":"getblockhash","params":[7]})");
}

TEST_CASE("the node's errors keep number and words, in either version of the protocol") {
    const std::string newer =
        R"({"jsonrpc":"2.0","error":{"code":-8,"message":"Block height out of range"},"id":1})";
    const std::string older =
        R"({"result":null,"error":{"code":-8,"message":"Block height out of range"},"id":1})";
    for (const auto& response :
         {httpResponse("200 OK", newer), httpResponse("500 Internal Server Error", older)}) {
        const RpcFailure failure = Client(response).call().error();
        CHECK(failure.error == Error::requestRefused);
        CHECK(failure.code == -8);
        const base::Failure passedOn = failure;
        CHECK(passedOn.code == "net.request_refused");
        CHECK(passedOn.data.at(0).second == "Block height out of range");
    }
}

TEST_CASE("the node's words cannot carry control characters or run on") {
    const std::string nasty = "\\u001b[31m\\n\\u202e" + std::string(1000, 'x');
    const RpcFailure failure =
        Client(httpResponse("500 x", R"({"error":{"code":-1,"message":")" + nasty + R"("}})")).call().error();
    CHECK(failure.message.size() == 200);
    for (const char c : failure.message)
        CHECK((c >= ' ' && c <= '~'));
}

TEST_CASE("states of the node and of the connection have codes of their own") {
    CHECK(errorOf(httpResponse("401 Unauthorized", "")) == Error::unauthorized);
    CHECK(errorOf(httpResponse("403 Forbidden", "")) == Error::unauthorized);
    CHECK(errorOf(httpResponse("503 Service Unavailable", "Work queue depth exceeded")) == Error::nodeBusy);
    CHECK(errorOf(httpResponse("500 x", R"({"error":{"code":-28,"message":"Loading"}})")) ==
          Error::nodeStarting);
    CHECK(errorOf(httpResponse("404 x", R"({"error":{"code":-32601,"message":"Method not found"}})")) ==
          Error::unsupportedNode);
}

TEST_CASE("answers that make no sense are malformed") {
    for (const auto* body :
         {"", "<html>", "{}", "[]", "null", R"({"error":"text"})", R"({"error":{"code":"x"}})",
          R"({"error":{"code":1.5,"message":"x"}})", R"({"error":{"code":1}})"})
        CHECK(errorOf(httpResponse("200 OK", body)) == Error::malformedResponse);
}

TEST_CASE("the cookie is read for each call, and one that cannot be read is told") {
    std::string folder = (std::filesystem::temp_directory_path() / "strongroom-rpc-XXXXXX").string();
    REQUIRE(mkdtemp(folder.data()) != nullptr);
    const std::string path = folder + "/.cookie";
    Client client(httpResponse("200 OK", R"({"result":null})"));
    CHECK(client.call(CookieFile{path}).error().error == Error::credentialsUnreadable);
    for (const auto* cookie : {"__cookie__:aa", "__cookie__:bb\n"}) {
        REQUIRE(base::writeWhole(*client.files, path, base::asBytes(cookie)));
        CHECK(client.call(CookieFile{path}));
    }
    REQUIRE(base::writeWhole(*client.files, path, base::asBytes("no separator")));
    CHECK(client.call(CookieFile{path}).error().error == Error::credentialsUnreadable);
    const auto requests = client.server.requests();
    REQUIRE(requests.size() == 2);
    CHECK(requests[0].head.find("Basic X19jb29raWVfXzphYQ==") != std::string::npos);
    CHECK(requests[1].head.find("Basic X19jb29raWVfXzpiYg==") != std::string::npos);
    std::filesystem::remove_all(folder);
}
