#include "net/http_client.h"

#include "base/check.h"

#include <curl/curl.h>

namespace strongroom::net {

namespace {

constexpr long CONNECT_SECONDS = 5;

struct FreeUrl {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct FreeEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// A part of a URL; empty when absent.
std::string part(CURLU* url, CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(url, which, &text, 0) != CURLUE_OK || text == nullptr)
        return {};
    std::string result = text;
    curl_free(text);
    return result;
}

bool isThisMachine(const std::string& host) {
    const bool ipv4 = host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos;
    // libcurl resolves localhost by itself, without asking a name server.
    return ipv4 || host == "[::1]" || host == "localhost";
}

struct Sink {
    std::string body;
    std::size_t limit;
    enum class State : std::uint8_t { open, overflown } state = State::open;
};

std::size_t receive(char* data, std::size_t, std::size_t size, void* user) {
    Sink& sink = *static_cast<Sink*>(user);
    if (sink.body.size() + size > sink.limit) {
        sink.state = Sink::State::overflown;
        return 0; // makes libcurl stop
    }
    sink.body.append(data, size);
    return size;
}

} // namespace

struct HttpClient::Handle {
    std::unique_ptr<CURL, FreeEasy> easy{curl_easy_init()};
    std::unique_ptr<curl_slist, FreeList> headers{
        curl_slist_append(nullptr, "Content-Type: application/json")};

    /// An option with a value of the type that libcurl's documentation gives it.
    template <typename T>
    void set(CURLoption option, T value) {
        STRONGROOM_CHECK(curl_easy_setopt(easy.get(), option, value) == CURLE_OK);
    }
};

HttpClient::HttpClient(std::unique_ptr<Handle> handle) : m_handle(std::move(handle)) {}
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

Result<HttpClient> HttpClient::open(std::string_view text, NodeReach reach) {
    const std::unique_ptr<CURLU, FreeUrl> url(curl_url());
    STRONGROOM_CHECK(url != nullptr);
    const std::string address(text);
    if (curl_url_set(url.get(), CURLUPART_URL, address.c_str(), 0) != CURLUE_OK)
        return base::Unexpected(Error::badUrl);
    const std::string scheme = part(url.get(), CURLUPART_SCHEME);
    const std::string path = part(url.get(), CURLUPART_PATH);
    const bool plain =
        part(url.get(), CURLUPART_USER).empty() && part(url.get(), CURLUPART_PASSWORD).empty() &&
        part(url.get(), CURLUPART_QUERY).empty() && part(url.get(), CURLUPART_FRAGMENT).empty();
    if ((scheme != "http" && scheme != "https") || (!path.empty() && path != "/") || !plain)
        return base::Unexpected(Error::badUrl);
    if (reach == NodeReach::thisMachine && !isThisMachine(part(url.get(), CURLUPART_HOST)))
        return base::Unexpected(Error::remoteRefused);

    auto handle = std::make_unique<Handle>();
    STRONGROOM_CHECK(handle->easy != nullptr && handle->headers != nullptr);
    handle->set(CURLOPT_URL, address.c_str());
    handle->set(CURLOPT_HTTPHEADER, handle->headers.get());
    handle->set(CURLOPT_PROTOCOLS_STR, "http,https");
    handle->set(CURLOPT_FOLLOWLOCATION, 0L);
    handle->set(CURLOPT_PROXY, ""); // not even one from the environment
    handle->set(CURLOPT_NOSIGNAL, 1L);
    handle->set(CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
    handle->set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    handle->set(CURLOPT_WRITEFUNCTION, &receive);
    return HttpClient(std::move(handle));
}

Result<HttpResponse> HttpClient::post(const std::string& body, const std::string& authorization,
                                      std::size_t maxResponse, base::Seconds timeout) {
    Sink sink{{}, maxResponse};
    m_handle->set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    m_handle->set(CURLOPT_POSTFIELDS, body.data());
    m_handle->set(CURLOPT_USERPWD, authorization.c_str());
    m_handle->set(CURLOPT_TIMEOUT, static_cast<long>(timeout.count));
    m_handle->set(CURLOPT_WRITEDATA, static_cast<void*>(&sink));
    const CURLcode code = curl_easy_perform(m_handle->easy.get());
    if (sink.state == Sink::State::overflown)
        return base::Unexpected(Error::responseTooLarge);
    if (code == CURLE_OPERATION_TIMEDOUT)
        return base::Unexpected(Error::timedOut);
    if (code != CURLE_OK)
        return base::Unexpected(Error::unreachable);
    HttpResponse response;
    curl_easy_getinfo(m_handle->easy.get(), CURLINFO_RESPONSE_CODE, &response.status);
    response.body = std::move(sink.body);
    return response;
}

} // namespace strongroom::net
