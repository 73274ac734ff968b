#include "audit/leaf.h"

#include "audit/merkle_tree.h"
#include "base/text_encoding.h"

#include <algorithm>

namespace strongroom::audit {

namespace {

constexpr std::string_view ORIGIN_PREFIX = "strongroom/";
constexpr std::size_t TREASURY_LENGTH = 64;
constexpr std::size_t MAX_LOG_NAME = 40;
constexpr std::size_t MAX_NAME = 64;
constexpr std::size_t MAX_ID = 64;
constexpr std::size_t SALT_SIZE = 16;
constexpr std::int64_t LAST_SECOND = 253'402'300'799; // of the year 9999: every date has one form

bool isTime(std::int64_t seconds) {
    return seconds >= 0 && seconds <= LAST_SECOND;
}

bool isLowerOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool isName(std::string_view text) {
    return !text.empty() && text.size() <= MAX_NAME && std::all_of(text.begin(), text.end(), [](char c) {
        return isLowerOrDigit(c) || c == '_' || c == '.';
    });
}

bool isLogName(std::string_view text) {
    return !text.empty() && text.size() <= MAX_LOG_NAME &&
           std::all_of(text.begin(), text.end(), [](char c) { return isLowerOrDigit(c) || c == '-'; });
}

bool isHex(std::string_view text) {
    return text.size() % 2 == 0 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

/// An id of any kind, or none.
bool isIdOrEmpty(std::string_view text) {
    return text.size() <= MAX_ID && isHex(text);
}

bool isTreasury(std::string_view text) {
    return text.size() == TREASURY_LENGTH && isHex(text);
}

template <typename T>
std::optional<T> fixedFrom(const base::Json* json) {
    const std::string* text = json != nullptr ? json->string() : nullptr;
    if (text == nullptr || !isHex(*text))
        return std::nullopt;
    return T::from(*base::fromHex(*text));
}

bool isNestedDeeper(const base::Json& json, std::size_t depth) {
    if (const base::Json::Array* array = json.array())
        return depth == 0 || std::any_of(array->begin(), array->end(), [&](const base::Json& item) {
                   return isNestedDeeper(item, depth - 1);
               });
    if (const base::Json::Object* object = json.object())
        return depth == 0 || std::any_of(object->begin(), object->end(), [&](const auto& member) {
                   return isNestedDeeper(member.second, depth - 1);
               });
    return false;
}

std::string hexOf(const crypto::Hash256& hash) {
    return base::toHex(hash.span());
}

std::optional<std::vector<crypto::Hash256>> readRefs(const base::Json& json) {
    std::vector<crypto::Hash256> refs;
    if (json.array()->size() > MAX_LEAF_REFS)
        return std::nullopt;
    for (const base::Json& item : *json.array()) {
        const auto ref = fixedFrom<crypto::Hash256>(&item);
        if (!ref)
            return std::nullopt;
        refs.push_back(*ref);
    }
    return refs;
}

std::optional<std::map<std::string, crypto::Hash256>> readCommitments(const base::Json& json) {
    std::map<std::string, crypto::Hash256> commitments;
    if (json.object()->size() > MAX_LEAF_FIELDS)
        return std::nullopt;
    for (const auto& [name, value] : *json.object()) {
        const auto commitment = fixedFrom<crypto::Hash256>(&value);
        if (!isName(name) || !commitment)
            return std::nullopt;
        commitments.emplace(name, *commitment);
    }
    return commitments;
}

std::optional<Opening> readOpening(const base::Json& json) {
    base::JsonFields fields(json);
    const auto salt = fields.hex("salt");
    const base::Json* value = fields.any("value");
    if (!fields.done() || salt->size() != SALT_SIZE)
        return std::nullopt;
    Opening opening;
    std::copy(salt->begin(), salt->end(), opening.salt.begin());
    opening.value = *value;
    return opening;
}

/// The body's members; nothing when one is missing, too many or of another form.
struct Body {
    LeafPosition position;
    std::string log;
    std::string kind;
    base::UnixTime at;
    std::string person;
    crypto::KeyId key;
    std::string subject;
    std::vector<crypto::Hash256> refs;
    std::map<std::string, crypto::Hash256> commitments;
};

bool readPosition(const std::optional<std::int64_t>& index, const std::string& previous,
                  LeafPosition& position) {
    if (*index < 0)
        return false;
    position.index = static_cast<std::uint64_t>(*index);
    if (position.index == 0)
        return previous.empty();
    const base::Json text(previous);
    position.previous = fixedFrom<crypto::Hash256>(&text);
    return position.previous.has_value();
}

std::optional<Body> readBody(const base::Json& json) {
    base::JsonFields fields(json);
    const auto index = fields.integer("index");
    const auto previous = fields.string("prev");
    const auto log = fields.string("log");
    const auto kind = fields.string("event");
    const auto at = fields.integer("at");
    const auto subject = fields.string("subject");
    const base::Json* actor = fields.object("actor");
    const base::Json* refs = fields.array("refs");
    const base::Json* commitments = fields.object("fields");
    if (!fields.done())
        return std::nullopt;
    base::JsonFields actorFields(*actor);
    const base::Json* key = actorFields.any("key");
    const auto person = actorFields.string("person");
    const auto keyId = actorFields.done() ? fixedFrom<crypto::KeyId>(key) : std::nullopt;
    auto readRefsOf = readRefs(*refs);
    auto readFieldsOf = readCommitments(*commitments);
    Body body;
    if (!keyId || !readRefsOf || !readFieldsOf || !readPosition(index, *previous, body.position) ||
        !isLogName(*log) || !isName(*kind) || !isTime(*at) || !isIdOrEmpty(*person) || !isIdOrEmpty(*subject))
        return std::nullopt;
    body.log = *log;
    body.kind = *kind;
    body.at = base::UnixTime{*at};
    body.person = *person;
    body.key = *keyId;
    body.subject = *subject;
    body.refs = std::move(*readRefsOf);
    body.commitments = std::move(*readFieldsOf);
    return body;
}

} // namespace

std::string LogName::origin() const {
    return std::string(ORIGIN_PREFIX) + treasury + "/" + log;
}

std::optional<LogName> LogName::parse(std::string_view origin) {
    if (!origin.starts_with(ORIGIN_PREFIX))
        return std::nullopt;
    origin.remove_prefix(ORIGIN_PREFIX.size());
    if (origin.size() <= TREASURY_LENGTH || origin[TREASURY_LENGTH] != '/')
        return std::nullopt;
    LogName name{std::string(origin.substr(0, TREASURY_LENGTH)),
                 std::string(origin.substr(TREASURY_LENGTH + 1))};
    if (!isTreasury(name.treasury) || !isLogName(name.log))
        return std::nullopt;
    return name;
}

crypto::Hash256 fieldCommitment(std::string_view name, const Opening& opening) {
    const base::Json document =
        base::Json::Object{{"name", name}, {"salt", base::toHex(opening.salt)}, {"value", opening.value}};
    return crypto::taggedHash("strongroom/leaf-field/1", base::asBytes(document.canonical()));
}

Leaf::Leaf(crypto::SignedObject object) : m_object(std::move(object)), m_hash(leafHash(m_object.bytes())) {}

base::Result<Leaf, Error> Leaf::parse(base::ByteSpan bytes) {
    if (bytes.size() > MAX_LEAF)
        return base::Unexpected(Error::leafTooLarge);
    auto object = crypto::SignedObject::parse(bytes, MAX_LEAF);
    if (!object || object->type() != LEAF_TYPE)
        return base::Unexpected(Error::leafMalformed);
    auto body = readBody(object->body());
    if (!body)
        return base::Unexpected(Error::leafMalformed);
    const auto& signatures = object->signatures();
    if (std::none_of(signatures.begin(), signatures.end(),
                     [&](const crypto::Signature& signature) { return signature.keyId == body->key; }))
        return base::Unexpected(Error::leafMalformed);
    Leaf leaf(std::move(object).value());
    leaf.m_log = {leaf.m_object.treasury(), std::move(body->log)};
    leaf.m_position = body->position;
    leaf.m_kind = std::move(body->kind);
    leaf.m_at = body->at;
    leaf.m_person = std::move(body->person);
    leaf.m_key = body->key;
    leaf.m_subject = std::move(body->subject);
    leaf.m_refs = std::move(body->refs);
    leaf.m_commitments = std::move(body->commitments);
    return leaf;
}

bool Leaf::verifiesBy(const crypto::Ed25519PublicKey& key) const {
    if (crypto::keyIdOf(key) != m_key)
        return false;
    for (std::size_t i = 0; i < m_object.signatures().size(); ++i) {
        if (m_object.signatures()[i].keyId == m_key)
            return crypto::verifies(m_object, i, key);
    }
    return false;
}

bool Leaf::opens(const std::string& name, const Opening& opening) const {
    const auto found = m_commitments.find(name);
    return found != m_commitments.end() && found->second == fieldCommitment(name, opening);
}

base::Json LeafRecord::toJson() const {
    base::Json::Object open;
    for (const auto& [name, opening] : openings)
        open[name] = base::Json::Object{{"salt", base::toHex(opening.salt)}, {"value", opening.value}};
    auto envelope = base::Json::parse(base::asText(leaf.bytes()));
    STRONGROOM_CHECK(envelope.has_value());
    return base::Json::Object{{"leaf", std::move(envelope).value()}, {"open", std::move(open)}};
}

base::Result<LeafRecord, Error> LeafRecord::parse(const base::Json& json) {
    base::JsonFields fields(json);
    const base::Json* envelope = fields.object("leaf");
    const base::Json* open = fields.object("open");
    if (!fields.done())
        return base::Unexpected(Error::leafMalformed);
    STRONGROOM_ASSIGN(Leaf leaf, Leaf::parse(base::asBytes(envelope->canonical())));
    Openings openings;
    for (const auto& [name, item] : *open->object()) {
        const auto opening = readOpening(item);
        if (!opening)
            return base::Unexpected(Error::leafMalformed);
        if (!leaf.opens(name, *opening))
            return base::Unexpected(Error::openingMismatch);
        openings.emplace(name, *opening);
    }
    return LeafRecord{std::move(leaf), std::move(openings)};
}

LeafRecord LeafRecord::disclosing(const std::vector<std::string>& names) const {
    Openings shown;
    for (const std::string& name : names) {
        if (const auto found = openings.find(name); found != openings.end())
            shown.insert(*found);
    }
    return {leaf, std::move(shown)};
}

base::Result<UnsignedLeaf, Error> prepareLeaf(const LogName& log, const LeafPosition& position,
                                              const Event& event, const crypto::KeyId& actor,
                                              base::Random& random) {
    STRONGROOM_CHECK((position.index == 0) == !position.previous.has_value());
    if (!isTreasury(log.treasury) || !isLogName(log.log) || !isName(event.kind) ||
        !isTime(event.at.seconds) || !isIdOrEmpty(event.person) || !isIdOrEmpty(event.subject) ||
        event.refs.size() > MAX_LEAF_REFS)
        return base::Unexpected(Error::leafMalformed);
    if (event.fields.size() > MAX_LEAF_FIELDS)
        return base::Unexpected(Error::leafFieldName);
    UnsignedLeaf leaf;
    base::Json::Object commitments;
    for (const auto& [name, value] : event.fields) {
        if (!isName(name))
            return base::Unexpected(Error::leafFieldName);
        if (isNestedDeeper(value, MAX_LEAF_FIELD_DEPTH))
            return base::Unexpected(Error::leafMalformed);
        Opening opening;
        random.fill(opening.salt);
        opening.value = value;
        commitments[name] = hexOf(fieldCommitment(name, opening));
        leaf.openings.emplace(name, std::move(opening));
    }
    base::Json::Array refs;
    for (const crypto::Hash256& ref : event.refs)
        refs.push_back(hexOf(ref));
    leaf.object.type = LEAF_TYPE;
    leaf.object.treasury = log.treasury;
    leaf.object.body = base::Json::Object{
        {"actor", base::Json::Object{{"key", base::toHex(actor.span())}, {"person", event.person}}},
        {"at", event.at.seconds},
        {"event", event.kind},
        {"fields", std::move(commitments)},
        {"index", static_cast<std::int64_t>(position.index)},
        {"log", log.log},
        {"prev", position.previous ? hexOf(*position.previous) : std::string()},
        {"refs", std::move(refs)},
        {"subject", event.subject},
    };
    return leaf;
}

base::Result<LeafRecord, Error> signLeaf(UnsignedLeaf leaf, std::vector<crypto::Signature> signatures) {
    if (signatures.empty())
        return base::Unexpected(Error::leafMalformed);
    const crypto::SignedObject object = crypto::assemble(std::move(leaf.object), std::move(signatures));
    STRONGROOM_ASSIGN(Leaf parsed, Leaf::parse(object.bytes()));
    return LeafRecord{std::move(parsed), std::move(leaf.openings)};
}

base::Result<LeafRecord, Error> makeLeaf(const LogName& log, const LeafPosition& position, const Event& event,
                                         const crypto::Ed25519KeyPair& actor, base::Random& random) {
    STRONGROOM_ASSIGN(UnsignedLeaf leaf,
                      prepareLeaf(log, position, event, crypto::keyIdOf(actor.publicKey()), random));
    const crypto::Signature signature = crypto::signWith(leaf.object, actor);
    return signLeaf(std::move(leaf), {signature});
}

base::Json blobReference(base::ByteSpan blob) {
    return base::Json::Object{{"blob", hexOf(crypto::sha256(blob))},
                              {"size", static_cast<std::int64_t>(blob.size())}};
}

} // namespace strongroom::audit
