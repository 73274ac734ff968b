#include "composition/child_seats.h"

#include "signer/protocol/connection.h"

namespace strongroom::composition {

using Connection = std::unique_ptr<signer::Connection>;

struct ChildSeats::Seat {
    std::mutex mutex;
    Connection connection;
};

class ChildSeats::Shared final : public signer::Connection {
public:
    explicit Shared(std::shared_ptr<Seat> seat) : m_seat(std::move(seat)) {}
    [[nodiscard]] base::Result<signer::Frame, base::Failure> call(const signer::Frame& request) override {
        const std::lock_guard lock(m_seat->mutex);
        return m_seat->connection->call(request);
    }

private:
    std::shared_ptr<Seat> m_seat;
};

ChildSeats::ChildSeats(std::string programs) : m_programs(std::move(programs)) {}

ChildSeats::~ChildSeats() = default;

service::Ports ChildSeats::with(service::Ports ports) {
    ports.connectSigner = [this](const std::string& seat) { return connect(seat); };
    return ports;
}

service::Outcome<Connection> ChildSeats::connect(const std::string& seat) {
    const std::lock_guard lock(m_mutex);
    std::shared_ptr<Seat>& entry = m_seats[seat];
    if (!entry) {
        STRONGROOM_ASSIGN(Connection child,
                          signer::startChild(m_programs + "/strongroom-signer", {"--seat", seat}, {}));
        entry = std::make_shared<Seat>();
        entry->connection = std::move(child);
    }
    return Connection(std::make_unique<Shared>(entry));
}

} // namespace strongroom::composition
