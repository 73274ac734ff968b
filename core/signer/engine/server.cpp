#include "signer/engine/server.h"

#include <map>
#include <poll.h>

namespace strongroom::signer {

namespace {

constexpr int TICK_MILLISECONDS = 1'000;

struct Clients {
    std::map<ClientId, std::unique_ptr<SocketStream>> streams;
    ClientId next = 1;
};

/// False when the client is to be disconnected.
bool answerOne(SocketStream& stream, ClientId client, RequestHandler& handler) {
    using std::chrono::steady_clock;
    stream.setDeadline(steady_clock::now() + CLIENT_TIMEOUT);
    const auto request = readFrame(stream);
    if (!request)
        return false;
    const Frame reply = handler.handle(client, *request);
    stream.setDeadline(steady_clock::now() + CLIENT_TIMEOUT);
    return writeFrame(stream, reply).has_value();
}

void acceptInto(Clients& clients, int listener) {
    auto stream = acceptFrom(listener, CLIENT_TIMEOUT);
    if (!stream || clients.streams.size() >= MAX_CLIENTS)
        return; // closes it
    clients.streams.emplace(clients.next++, std::move(*stream));
}

std::vector<pollfd> watchList(const Clients& clients, int listener) {
    std::vector<pollfd> watched{{listener, POLLIN, 0}};
    for (const auto& [id, stream] : clients.streams)
        watched.push_back({stream->descriptor(), POLLIN, 0});
    return watched;
}

} // namespace

void serveListener(int listener, RequestHandler& handler) {
    Clients clients;
    while (!handler.wantsToEnd()) {
        std::vector<pollfd> watched = watchList(clients, listener);
        if (poll(watched.data(), watched.size(), TICK_MILLISECONDS) < 0)
            continue; // interrupted
        std::size_t position = 1;
        for (auto client = clients.streams.begin(); client != clients.streams.end();) {
            const bool ready = watched[position++].revents != 0;
            if (ready && !answerOne(*client->second, client->first, handler)) {
                handler.disconnected(client->first);
                client = clients.streams.erase(client);
            } else {
                ++client;
            }
        }
        if (watched[0].revents != 0)
            acceptInto(clients, listener);
        handler.tick();
    }
}

void serveStream(std::unique_ptr<SocketStream> stream, RequestHandler& handler) {
    constexpr ClientId ONLY = 1;
    while (!handler.wantsToEnd()) {
        pollfd watched{stream->descriptor(), POLLIN, 0};
        const int ready = poll(&watched, 1, TICK_MILLISECONDS);
        if (ready > 0 && !answerOne(*stream, ONLY, handler))
            break;
        handler.tick();
    }
    handler.disconnected(ONLY);
}

} // namespace strongroom::signer
