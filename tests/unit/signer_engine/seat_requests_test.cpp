// Requests that an honest coordinator never sends: what they lack, and what they have of another shape. Each
// is refused before anything is signed or recorded as done.
#include "local_world.h"

using namespace strongroom;
using namespace strongroom::test;

namespace {

base::Json::Object by(const LocalWorld& seat, std::string_view handle, base::Json::Object more = {}) {
    more.insert_or_assign("person", seat.world.person(handle).handle);
    return more;
}

signer::Frame copyOf(const signer::Frame& request) {
    signer::Frame copy;
    copy.header = request.header;
    copy.blobs = request.blobs;
    if (request.secret)
        copy.secret = secret::SecureBuffer::copyOf(request.secret->span());
    return copy;
}

signer::Frame with(const signer::Frame& request, std::string_view field, base::Json value) {
    signer::Frame other = copyOf(request);
    other.header.object()->insert_or_assign(std::string(field), std::move(value));
    return other;
}

signer::Frame without(const signer::Frame& request, std::string_view field) {
    signer::Frame other = copyOf(request);
    other.header.object()->erase(std::string(field));
    return other;
}

signer::Frame withBlobs(const signer::Frame& request, std::size_t count) {
    signer::Frame other = copyOf(request);
    other.blobs.resize(count);
    return other;
}

/// A head over `document` with that many signatures, of keys that nobody knows.
base::Bytes signedByStrangers(LocalWorld& seat, const base::Bytes& document, std::size_t count) {
    const Member& dora = seat.world.person("dora");
    const Reply head = seat.call()(frame("head", {{"person", dora.handle}, {"kind", "payees"}},
                                         {dora.approval, document}, dora.passphrase));
    REQUIRE(codeOf(head) == "done");
    const auto one = crypto::SignedObject::parse(head->blobs.at(0), authority::MAX_HEAD_BYTES).value();
    crypto::Unsigned body{one.type(), one.treasury(), one.body()};
    std::vector<crypto::Signature> signatures;
    for (std::size_t i = 0; i < count; ++i)
        signatures.push_back(crypto::signWith(body, deviceKey("stranger", i)));
    return crypto::assemble(std::move(body), std::move(signatures)).bytes();
}

/// A policy that forbids everything, from here on.
void forbidAll(LocalWorld& seat) {
    base::Json policy = promptPolicy();
    policy.object()->find("rules")->second.array()->push_back(
        base::Json::Object{{"id", "never"}, {"effect", "deny"}, {"source", "any"}, {"when", "always"}});
    REQUIRE(change(seat.world, seat.call(), authority::ChangeKind::policy,
                   authority::documentBytes(policy::Policy::parse(policy).value().toJson()),
                   {"anna", "ben"}) == "adopted");
}

} // namespace

TEST_CASE("a proposal without its transaction, its time or proper payments is refused") {
    LocalWorld seat;
    const psbt::Psbt spend = payment(seat.world, 2'000'000);
    const signer::Frame good =
        proposing(seat.world.person("anna"), spend, seat.clock.now() + base::Seconds{86'400});
    CHECK(seat.refusal(withBlobs(good, 1)) == "signer.bad_request");
    CHECK(seat.refusal(without(good, "expires_at")) == "signer.bad_request");
    const std::size_t paid = outputTo(spend, payeeScript());
    REQUIRE(spend.tx.outputs.size() == 2);
    const auto about = [&](const std::string& output, base::Json::Object more) {
        base::Json::Object details{{"purpose", "Cables"}, {"reference", "INV 12"}};
        for (auto& [name, value] : more)
            details.insert_or_assign(name, std::move(value));
        return with(good, "payments", base::Json::Object{{output, std::move(details)}});
    };
    const std::string toPayee = std::to_string(paid);
    const std::string toOurselves = std::to_string(1 - paid);
    CHECK(seat.refusal(about(toPayee, {{"colour", "red"}})) == "signer.bad_request");
    CHECK(seat.refusal(about(toPayee, {{"attachments", "all of them"}})) == "signer.bad_request");
    for (const base::Json& hash : {base::Json(7), base::Json("abcd"), base::Json(std::string(64, 'x'))})
        CHECK(seat.refusal(about(toPayee, {{"attachments", base::Json::Array{hash}}})) ==
              "signer.bad_request");
    for (const std::string& output : {toOurselves, std::string("2"), std::string("x"), std::string()})
        CHECK(seat.refusal(about(output, {})) == "signer.bad_request");
    CHECK(seat.refusal(about(toPayee, {{"purpose", "two\nlines"}})) == "treasury.malformed");
    for (const auto& [fee, rate] : std::vector<std::pair<base::Json, base::Json>>{
             {-1, 5'000}, {50'000, -1}, {"50000", 5'000}, {2'100'000'000'000'001, 5'000}})
        CHECK(seat.refusal(with(good, "bump", base::Json::Object{{"max_fee", fee}, {"max_feerate", rate}})) ==
              "signer.bad_request");
    CHECK(seat.refusal(good) == "done");
}

TEST_CASE("a statement without its transaction, of no kind, or with a note that cannot be shown is refused") {
    LocalWorld seat;
    const Proposed proposed = seat.propose(2'000'000);
    const signer::Frame good = stating(seat.world.person("ben"), proposed);
    CHECK(seat.refusal(withBlobs(good, 1)) == "signer.bad_request");
    CHECK(seat.refusal(with(good, "kind", "applause")) == "signer.bad_request");
    CHECK(seat.refusal(without(good, "kind")) == "signer.bad_request");
    CHECK(seat.refusal(with(good, "note", std::string(1'001, 'a'))) == "signer.bad_request");
    CHECK(seat.refusal(with(good, "note", "a\x1b[2Jb")) == "signer.bad_request");
    CHECK(seat.refusal(with(good, "note", std::string(1'000, 'a'))) == "done");
}

TEST_CASE("a statement about words without the words, or of no kind, is refused") {
    LocalWorld seat;
    const Member& ben = seat.world.person("ben");
    const auto refusal = [&](std::string kind) {
        return seat.refusal(frame("message_state", by(seat, "ben", {{"kind", std::move(kind)}}),
                                  {ben.approval}, ben.passphrase));
    };
    CHECK(refusal("applause") == "signer.bad_request");
    CHECK(refusal("approval") == "signer.intent_missing");
}

TEST_CASE("a change of no kind, without its document, or without room for a signature is not signed") {
    LocalWorld seat;
    const base::Bytes document =
        authority::recordsDocument<authority::PayeeRecord>({payeeBy(seat.world, "dora", "another")});
    const Member& dora = seat.world.person("dora");
    const signer::Frame good =
        frame("head", by(seat, "dora", {{"kind", "payees"}}), {dora.approval, document}, dora.passphrase);
    CHECK(seat.refusal(withBlobs(good, 1)) == "signer.bad_request");
    CHECK(seat.refusal(with(good, "kind", "palace")) == "signer.bad_request");
    signer::Frame crowded = copyOf(good);
    crowded.blobs.push_back(signedByStrangers(seat, document, crypto::MAX_ENVELOPE_SIGNATURES));
    CHECK(seat.refusal(crowded) == "signer.bad_request");
    CHECK(seat.refusal(good) == "done");
}

TEST_CASE("the log is read from a number on, and exported to a folder that is named in full") {
    LocalWorld seat;
    CHECK(seat.refusal(frame("log")) == "signer.bad_request");
    CHECK(seat.refusal(frame("log", {{"from", "0"}})) == "signer.bad_request");
    CHECK(seat.refusal(frame("log", {{"from", -1}})) == "signer.bad_request");
    CHECK(seat.refusal(frame("export")) == "signer.bad_request");
    CHECK(seat.refusal(frame("export", {{"folder", "here"}})) == "signer.bad_request");
    const auto kinds = seat.kinds();
    CHECK(std::count(kinds.begin(), kinds.end(), "log.exported") == 0);
}

TEST_CASE("another log is named in full before it is countersigned") {
    LocalWorld seat;
    const std::string origin = audit::LogName{seat.world.treasuryId, "station"}.origin();
    const std::string key = base::toHex(deviceKey("station", 0).publicKey().span());
    CHECK(seat.refusal(frame("countersign", {{"origin", origin}})) == "signer.bad_request");
    CHECK(seat.refusal(frame("countersign", {{"key", key}})) == "signer.bad_request");
    const std::string foreign = audit::LogName{std::string(64, 'a'), "station"}.origin();
    CHECK(seat.refusal(frame("countersign", {{"origin", foreign}, {"key", key}})) == "signer.bad_request");
    CHECK(seat.refusal(frame("countersign", {{"origin", origin}, {"key", key}})) == "signer.unknown_log");
}

TEST_CASE("an address is asked for by vault, branch and number") {
    LocalWorld seat;
    const signer::Frame good =
        frame("address", {{"vault", base::toHex(seat.world.hot->id.span())}, {"branch", 1}, {"index", 3}});
    for (const char* field : {"vault", "branch", "index"})
        CHECK(seat.refusal(without(good, field)) == "signer.bad_request");
    CHECK(seat.refusal(with(good, "branch", 2)) == "signer.bad_request");
    CHECK(seat.refusal(with(good, "branch", -1)) == "signer.bad_request");
    CHECK(seat.refusal(with(good, "index", std::int64_t{INT32_MAX})) == "signer.bad_request");
    CHECK(seat.refusal(good) == "done");
}

TEST_CASE("a document larger than any change needs is refused before it is read") {
    LocalWorld seat;
    const base::Bytes document =
        authority::recordsDocument<authority::PayeeRecord>({payeeBy(seat.world, "dora", "another")});
    const base::Bytes head = signedByStrangers(seat, document, 1);
    const base::Bytes large(authority::MAX_DOCUMENT_BYTES + 1, ' ');
    CHECK(seat.refusal(frame("adopt", {}, {head, large})) == "signer.bad_request");
}

TEST_CASE(
    "a station's key is made for a network that exists, with a passphrase, under a label that can be shown") {
    Machine station;
    REQUIRE(station.start("/station") == "loaded");
    const signer::Frame good =
        frame("station_create",
              {{"label", "Vault room"}, {"network", "regtest"}, {"training", true}, {"import", false}}, {},
              "canary passphrase");
    const auto refusal = [&](const signer::Frame& request) { return codeOf(station.call()(request)); };
    CHECK(refusal(with(good, "network", "moon")) == "signer.bad_request");
    for (const std::string& label : {std::string(), std::string(200, 'a'), std::string("a\x1b[2Jb")})
        CHECK(refusal(with(good, "label", label)) == "signer.bad_request");
    signer::Frame silent = copyOf(good);
    silent.secret.reset();
    CHECK(refusal(silent) == "signer.bad_request");
    CHECK(refusal(with(good, "network", "main")) == "crypto.training_on_main");
    CHECK(refusal(frame("station")) == "signer.no_such_key");
    CHECK(refusal(good) == "done");
    CHECK(refusal(frame("station_words")) == "signer.bad_request");
}

TEST_CASE("a statement about nothing, and a release of nothing, are refused") {
    LocalWorld seat;
    const Proposed bare{payment(seat.world, 2'000'000), ""};
    CHECK(seat.refusal(stating(seat.world.person("ben"), bare)) == "signer.intent_missing");
    CHECK(seat.refusal(frame("release", {}, {bare.bytes()})) == "signer.intent_missing");
}

TEST_CASE("nobody approves what the policy does not allow, and anybody may still stop it") {
    LocalWorld seat;
    forbidAll(seat);
    const Proposed proposed = seat.propose(2'000'000);
    CHECK(seat.refusal(stating(seat.world.person("ben"), proposed)) == "signer.not_approved");
    CHECK(seat.refusal(stating(seat.world.person("ben"), proposed, "rejection")) == "done");
}

TEST_CASE("a seat opens to somebody's own slot and envelope, and to nobody without a name") {
    LocalWorld seat;
    REQUIRE(seat.refusal(frame("lock")) == "done");
    const signer::Frame good = unlocking(seat.world.person("anna"));
    CHECK(seat.refusal(withBlobs(good, 1)) == "signer.bad_request");
    CHECK(seat.refusal(frame("unlock", {}, {}, "secret")) == "signer.bad_request"); // no station
    CHECK(seat.refusal(good) == "done");
    CHECK(seat.refusal(frame("record", by(seat, "anna", {{"kind", "deposit.seen"}}))) ==
          "signer.bad_request");
}
