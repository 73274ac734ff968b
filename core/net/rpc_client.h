// Bitcoin Core's JSON-RPC: one method call, one answer.
//
// One thread at a time; the FileSystem must outlive it. The password or cookie grants everything that the
// node's interface does, its wallets included; it is kept in the encrypted workspace and never logged.
#pragma once

#include "base/file_system.h"
#include "base/json.h"
#include "net/http_client.h"
#include "net/rpc_value.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace strongroom::net {

/// A file the node writes at each start; read again for each call, so that a restart does no harm.
struct CookieFile {
    std::string path;
};
struct UserPassword {
    std::string user;
    std::string password;
};
using Credentials = std::variant<CookieFile, UserPassword>;

/// Why a call failed; with Error::requestRefused the node's own number and words, which are untrusted text.
struct RpcFailure {
    Error error = Error::malformedResponse;
    std::int64_t code = 0;
    std::string message;

    RpcFailure(Error errorIn) : error(errorIn) {} // NOLINT(google-explicit-constructor): passes errors on
    RpcFailure(std::int64_t codeIn, std::string messageIn)
        : error(Error::requestRefused), code(codeIn), message(std::move(messageIn)) {}
    /// With the node's words as data `reason`.
    operator base::Failure() const; // NOLINT(google-explicit-constructor): passes errors on
};

template <typename T>
using RpcResult = base::Result<T, RpcFailure>;

class RpcClient {
public:
    RpcClient(base::FileSystem& files, HttpClient http, Credentials credentials);

    /// `params` in the method's order. What the node answers as `result`.
    [[nodiscard]] RpcResult<RpcValue> call(std::string_view method, base::Json::Array params = {});

private:
    [[nodiscard]] Result<std::string> authorization() const;

    base::FileSystem* m_files;
    HttpClient m_http;
    Credentials m_credentials;
};

} // namespace strongroom::net
