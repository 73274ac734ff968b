#include "net/rpc_client.h"

#include <algorithm>

namespace strongroom::net {

namespace {

/// A block of 4 MB in hex, and a mempool of 300,000 ids, stay below it.
constexpr std::size_t MAX_RESPONSE = 32U * 1024U * 1024U;
constexpr base::Seconds TIMEOUT{60}; // a busy node needs its time for a large block
constexpr std::uint64_t MAX_COOKIE = 1024;
constexpr std::size_t MAX_REASON = 200;

constexpr long HTTP_UNAUTHORIZED = 401;
constexpr long HTTP_FORBIDDEN = 403;
constexpr long HTTP_UNAVAILABLE = 503;

// Bitcoin Core, src/rpc/protocol.h
constexpr std::int64_t RPC_METHOD_NOT_FOUND = -32601;
constexpr std::int64_t RPC_IN_WARMUP = -28;

/// The node's words, fit to be shown and logged.
std::string printable(std::string_view text) {
    std::string result;
    for (const char c : text.substr(0, MAX_REASON))
        result.push_back(c >= ' ' && c <= '~' ? c : '?');
    return result;
}

RpcFailure fromErrorObject(const RpcValue& error) {
    const RpcValue* code = error.find("code");
    const RpcValue* message = error.find("message");
    const auto number = code != nullptr ? code->integer() : std::nullopt;
    if (!number || message == nullptr || message->string() == nullptr)
        return Error::malformedResponse;
    if (*number == RPC_IN_WARMUP)
        return Error::nodeStarting;
    if (*number == RPC_METHOD_NOT_FOUND)
        return Error::unsupportedNode;
    return {*number, printable(*message->string())};
}

} // namespace

RpcFailure::operator base::Failure() const {
    base::Failure failure(error);
    if (error == Error::requestRefused)
        failure.data.emplace_back("reason", message);
    return failure;
}

RpcClient::RpcClient(base::FileSystem& files, HttpClient http, Credentials credentials)
    : m_files(&files), m_http(std::move(http)), m_credentials(std::move(credentials)) {}

Result<std::string> RpcClient::authorization() const {
    if (const auto* known = std::get_if<UserPassword>(&m_credentials))
        return known->user + ":" + known->password;
    const auto cookie = base::readWhole(*m_files, std::get<CookieFile>(m_credentials).path, MAX_COOKIE);
    if (!cookie)
        return base::Unexpected(Error::credentialsUnreadable);
    std::string text(base::asText(*cookie));
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.pop_back();
    if (text.find(':') == std::string::npos || text.find('\0') != std::string::npos)
        return base::Unexpected(Error::credentialsUnreadable);
    return text;
}

RpcResult<RpcValue> RpcClient::call(std::string_view method, base::Json::Array params) {
    const base::Json request(base::Json::Object{
        {"id", "strongroom"}, {"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
    STRONGROOM_ASSIGN(const std::string credentials, authorization());
    STRONGROOM_ASSIGN(const HttpResponse response,
                      m_http.post(request.canonical(), credentials, MAX_RESPONSE, TIMEOUT));
    if (response.status == HTTP_UNAUTHORIZED || response.status == HTTP_FORBIDDEN)
        return base::Unexpected(Error::unauthorized);
    if (response.status == HTTP_UNAVAILABLE)
        return base::Unexpected(Error::nodeBusy);
    // Errors of a method come with status 200 (JSON-RPC 2.0) or 4xx and 5xx (nodes before version 28).
    STRONGROOM_ASSIGN(RpcValue answer, RpcValue::parse(response.body));
    const RpcValue* error = answer.find("error");
    if (error != nullptr && !error->isNull())
        return base::Unexpected(fromErrorObject(*error));
    if (answer.find("result") == nullptr)
        return base::Unexpected(Error::malformedResponse);
    return std::move(answer.object()->find("result")->second);
}

} // namespace strongroom::net
