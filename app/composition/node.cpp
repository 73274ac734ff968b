#include "composition/node.h"

#include "net/bitcoin_core_backend.h"
#include "service/errors.h"

namespace strongroom::composition {

namespace {

using Backend = std::unique_ptr<chain::Backend>;

service::Outcome<Backend> connect(base::FileSystem& files, const service::NodeSettings& settings,
                                  const std::string& networkName) {
    const auto network = bitcoin::parseNetwork(networkName);
    if (!network)
        return base::Unexpected(service::Error::networkUnknown);
    net::NodeAddress address;
    address.url = settings.url;
    if (settings.cookieFile.empty())
        address.credentials = net::UserPassword{settings.user, settings.password};
    else
        address.credentials = net::CookieFile{settings.cookieFile};
    STRONGROOM_ASSIGN(auto backend, net::BitcoinCoreBackend::connect(files, address, *network));
    return Backend(std::move(backend));
}

} // namespace

NodeConnector bitcoinCore() {
    return connect;
}

service::Outcome<std::unique_ptr<Composition>> connectedMachine(service::Client client) {
    return Composition::make(placesOfThisProgram(), client, bitcoinCore());
}

} // namespace strongroom::composition
