#include "chain/training_chain.h"

#include "support/coins.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace strongroom;
using namespace strongroom::chain;
using base::Amount;
using base::UnixTime;
using bitcoin::Transaction;

namespace {

constexpr UnixTime START{1'700'000'000};

const test::Coins& coins() {
    static const test::Coins s_coins;
    return s_coins;
}

/// A fresh folder, removed afterwards.
class Place {
public:
    Place() {
        std::string pattern = (std::filesystem::temp_directory_path() / "strongroom-chain-XXXXXX").string();
        REQUIRE(mkdtemp(pattern.data()) != nullptr);
        m_folder = pattern;
    }
    ~Place() { std::filesystem::remove_all(m_folder); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    [[nodiscard]] std::string path() const { return m_folder + "/chain.log"; }
    [[nodiscard]] std::unique_ptr<TrainingChain> create() {
        return TrainingChain::create(*m_files, path(), START).value();
    }
    [[nodiscard]] Answer<std::unique_ptr<TrainingChain>> open() {
        return TrainingChain::open(*m_files, path());
    }
    [[nodiscard]] base::Bytes content() { return base::readWhole(*m_files, path(), 1 << 24).value(); }
    void replace(const base::Bytes& content) { REQUIRE(base::writeWhole(*m_files, path(), content)); }

private:
    std::string m_folder;
    std::unique_ptr<base::FileSystem> m_files = base::makeSystemFileSystem();
};

Transaction payment(const bitcoin::Txid& coin, std::int64_t satoshi) {
    Transaction transaction = test::spend({{coin, 0}}, {{*Amount::fromSatoshi(satoshi), coins().wpkh(2)}});
    coins().signKeyHash(transaction, {{Amount::sat(100'000), coins().wpkh(1)}}, 0, 1);
    return transaction;
}

} // namespace

TEST_CASE("what one process does, another sees, and opening again gives the same chain") {
    Place place;
    const auto console = place.create();
    const auto commandLine = place.open().value();
    const auto coin = commandLine->fund(coins().wpkh(1), Amount::sat(100'000)).value();
    CHECK(console->mempool().value() == std::vector{coin});
    CHECK(console->mempoolTransaction(coin).value()->outputs[0].amount == Amount::sat(100'000));
    const BlockHash first = console->mine(START).value();
    CHECK(commandLine->tip().value().hash == first);

    const Transaction sent = payment(coin, 99'000);
    CHECK(console->testAccept(sent).value().verdict == Acceptance::Verdict::allowed);
    CHECK(console->broadcast(sent).value() == Delivery::sent);
    CHECK(commandLine->broadcast(sent).value() == Delivery::alreadyInMempool);
    CHECK(commandLine->testAccept(sent).value().verdict == Acceptance::Verdict::alreadyKnown);
    const BlockHash second = commandLine->mine(UnixTime{START.seconds + 60}).value();
    CHECK(console->broadcast(sent).value() == Delivery::alreadyConfirmed);
    CHECK(console->testAccept(sent).value().verdict == Acceptance::Verdict::alreadyKnown);
    CHECK_FALSE(console->mempoolTransaction(sent.txid()).value());

    const auto reopened = place.open().value();
    CHECK(reopened->tip().value().hash == second);
    CHECK(reopened->tip().value().height == 2);
    CHECK(reopened->blockHash(1).value() == first);
    CHECK_FALSE(reopened->blockHash(3).value());
    CHECK(reopened->block(second).value()->transactions.size() == 2);
    CHECK_FALSE(reopened->block(BlockHash()).value());
}

TEST_CASE("a refused transaction tells the reason and leaves no trace") {
    Place place;
    const auto chain = place.create();
    const auto coin = chain->fund(coins().wpkh(1), Amount::sat(100'000)).value();
    const auto before = place.content();
    const auto refusal = chain->broadcast(payment(coin, 100'001)).error();
    CHECK(refusal.code == "chain.rejected");
    REQUIRE(refusal.data.size() == 1);
    CHECK(refusal.data[0] == std::pair<std::string, std::string>("reason", "bad-txns-in-belowout"));
    CHECK(chain->testAccept(payment(coin, 100'001)).value().reason == "bad-txns-in-belowout");
    CHECK(place.content() == before);
    CHECK(chain->mempool().value().size() == 1);
}

TEST_CASE("a session's steps are kept together or forgotten together") {
    Place place;
    const auto chain = place.create();
    const auto before = place.content();
    {
        auto session = chain->write().value();
        CHECK(session.fund(coins().wpkh(1), Amount::sat(5'000)));
        CHECK(session.mine(START));
        CHECK(chain->tip().value().height == 1);
    }
    CHECK(chain->tip().value().height == 0);
    CHECK(place.content() == before);
    {
        auto session = chain->write().value();
        for (int day = 1; day <= 90; ++day) {
            CHECK(session.fund(coins().wpkh(1), Amount::sat(5'000)));
            CHECK(session.mine(UnixTime{START.seconds + day * 86'400}));
        }
        CHECK(session.commit());
    }
    CHECK(chain->tip().value().height == 90);
    CHECK(place.open().value()->tip().value().hash == chain->tip().value().hash);
}

TEST_CASE("the same steps give the same chain") {
    Place one;
    Place two;
    for (Place* place : {&one, &two}) {
        const auto chain = place->create();
        CHECK(chain->fund(coins().wpkh(1), Amount::sat(5'000)));
        CHECK(chain->mine(START));
    }
    CHECK(one.content() == two.content());
}

TEST_CASE("one process writes at a time") {
    Place place;
    const auto chain = place.create();
    const auto other = place.open().value();
    auto session = chain->write().value();
    CHECK(other->mine(START).error().code == "chain.busy");
    CHECK(other->write().error().code == "chain.busy");
    CHECK(other->tip().value().height == 0);
    CHECK(session.mine(START));
    CHECK(session.commit());
    CHECK(other->mine(START));
}

TEST_CASE("a step that was never finished is dropped by the next writer, whatever its length") {
    Place place;
    const auto chain = place.create();
    const auto begun = place.content();
    REQUIRE(chain->fund(coins().wpkh(1), Amount::sat(5'000)));
    const auto whole = place.content();
    for (std::size_t size = begun.size() + 1; size < whole.size(); ++size) {
        place.replace(base::Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
        const auto reopened = place.open().value();
        CHECK(reopened->mempool().value().empty());
        CHECK(reopened->mine(START));
        CHECK(place.open().value()->tip().value().height == 1);
    }
}

TEST_CASE("an edited file is damaged, at every byte") {
    Place place;
    const auto chain = place.create();
    const auto coin = chain->fund(coins().wpkh(1), Amount::sat(100'000)).value();
    REQUIRE(chain->mine(START));
    REQUIRE(chain->broadcast(payment(coin, 99'000)));
    REQUIRE(chain->mine(START));
    const BlockHash tip = chain->tip().value().hash;
    const auto whole = place.content();
    for (std::size_t i = 0; i < whole.size(); ++i) {
        auto changed = whole;
        changed[i] ^= 0x01;
        place.replace(changed);
        const auto reopened = place.open();
        // A changed length can also make the rest look unfinished; it is never taken for the whole.
        CHECK((!reopened || reopened.value()->tip().value().hash != tip));
    }
}

TEST_CASE("a step that no writer could have taken is damage, even with a right link") {
    Place place;
    const auto chain = place.create();
    const auto coin = chain->fund(coins().wpkh(1), Amount::sat(100'000)).value();
    const auto valid = place.content();
    // Another chain that begins the same, to which a payment of too much is then appended by hand.
    const Transaction forged = payment(coin, 100'001);
    base::Bytes record = forged.serialize();
    record.insert(record.begin(), 'T');
    const auto link =
        crypto::Sha256().update(base::ByteSpan(valid).last(crypto::Hash256::SIZE)).update(record).finish();
    base::Bytes edited = valid;
    for (unsigned shift = 0; shift < 32; shift += 8)
        edited.push_back(static_cast<std::uint8_t>(record.size() >> shift));
    edited.insert(edited.end(), record.begin(), record.end());
    edited.insert(edited.end(), link.span().begin(), link.span().end());
    place.replace(edited);
    CHECK(place.open().error().code == "chain.damaged");
}

TEST_CASE("files that are no training chain are refused, and none is overwritten") {
    Place place;
    CHECK(place.open().error().code == "file.not_found");
    place.replace(base::toBytes(base::asBytes("something else entirely, of some length")));
    CHECK(place.open().error().code == "chain.not_a_training_chain");
    place.replace(base::toBytes(base::asBytes("strongroom training chain 1\n")));
    CHECK(place.open().error().code == "chain.not_a_training_chain");
    const auto files = base::makeSystemFileSystem();
    CHECK(TrainingChain::create(*files, place.path(), START).error().code == "file.already_exists");
}
