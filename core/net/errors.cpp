#include "net/errors.h"

namespace strongroom::net {

base::ErrorInfo describe(Error error) {
    switch (error) {
    case Error::badUrl:
        return {"net.bad_url", "This is not the address of a node, such as http://127.0.0.1:8332."};
    case Error::remoteRefused:
        return {"net.remote_refused",
                "The node must run on this machine, unless the settings say otherwise."};
    case Error::unreachable:
        return {"net.unreachable", "The node does not answer at this address."};
    case Error::timedOut:
        return {"net.timed_out", "The node did not answer in time."};
    case Error::credentialsUnreadable:
        return {"net.credentials_unreadable", "The node's cookie file cannot be read; is the node running?"};
    case Error::unauthorized:
        return {"net.unauthorized", "The node does not accept these credentials."};
    case Error::nodeStarting:
        return {"net.node_starting", "The node is still starting; try again in a while."};
    case Error::nodeBusy:
        return {"net.node_busy", "The node is too busy to answer; try again in a while."};
    case Error::responseTooLarge:
        return {"net.response_too_large", "The node's answer is larger than any honest one."};
    case Error::malformedResponse:
        return {"net.malformed_response", "The node's answer is not understood."};
    case Error::requestRefused:
        return {"net.request_refused", "The node refused the request."};
    case Error::unsupportedNode:
        return {"net.unsupported_node", "The node lacks a function that this program needs."};
    case Error::wrongNetwork:
        return {"net.wrong_network", "The node is on another network than the treasury."};
    case Error::unknownDeployment:
        return {"net.unknown_deployment",
                "The node follows consensus rules that this program does not know; it is not used."};
    }
    base::checkFailed("net::Error");
}

} // namespace strongroom::net
