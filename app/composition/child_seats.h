// Seats whose signer process ends with the program that started it, instead of outliving it: for runs that
// have to leave nothing behind, as the tour, and for stations, whose key is closed with the window. Only for
// seats that no other program uses.
//
// Each seat is served over one inherited socket pair that all connections share; requests on it wait for one
// another. May be used by several threads; must outlive every connection.
#pragma once

#include "service/workspace.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace strongroom::composition {

class ChildSeats {
public:
    /// `programs` is the folder of strongroom-signer.
    explicit ChildSeats(std::string programs);
    ~ChildSeats();
    ChildSeats(const ChildSeats&) = delete;
    ChildSeats& operator=(const ChildSeats&) = delete;

    /// `ports`, except that signers are these children.
    [[nodiscard]] service::Ports with(service::Ports ports);

private:
    struct Seat;
    class Shared;
    [[nodiscard]] service::Outcome<std::unique_ptr<signer::Connection>> connect(const std::string& seat);

    std::string m_programs;
    std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<Seat>> m_seats;
};

} // namespace strongroom::composition
