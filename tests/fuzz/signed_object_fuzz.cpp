// Oracle: an object that parses is put together again to the very bytes from its parts; so is every body that
// a type's own codec takes, whatever was signed around it.
#include "authority/genesis.h"
#include "authority/head.h"
#include "base/check.h"
#include "base/text_encoding.h"
#include "crypto/envelope.h"
#include "treasury/intent.h"
#include "treasury/message_intent.h"
#include "treasury/receipt.h"
#include "treasury/statement.h"

#include <algorithm>

using namespace strongroom;

namespace {

/// What a codec wrote from the value it read is what stood there.
void checkSame(const crypto::SignedObject& object, const crypto::Unsigned& written) {
    STRONGROOM_CHECK(written.id() == object.id());
}

void checkBody(const crypto::SignedObject& object) {
    if (const auto statement = treasury::parseStatement(object))
        checkSame(object, treasury::toUnsigned(*statement, object.treasury()));
    if (const auto receipt = treasury::parseReceipt(object))
        checkSame(object, treasury::toUnsigned(*receipt, object.treasury()));
    if (const auto intent = treasury::parseIntent(object))
        checkSame(object, treasury::toUnsigned(*intent));
    if (const auto words = treasury::parseMessageIntent(object))
        checkSame(object, treasury::toUnsigned(*words));
    if (const auto genesis = authority::parseGenesis(object))
        checkSame(object, authority::toUnsigned(*genesis));
    if (const auto head = authority::parseHead(object)) {
        const auto treasury = authority::TreasuryId::from(base::fromHex(object.treasury()).value());
        checkSame(object, authority::toUnsigned(*head, treasury.value()));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t MOST = 1U << 20U;
    const auto object = crypto::SignedObject::parse({data, size}, MOST);
    if (!object)
        return 0;
    STRONGROOM_CHECK(std::ranges::equal(object->bytes(), base::ByteSpan(data, size)));
    const crypto::SignedObject again = crypto::assemble(object->unsignedPart(), object->signatures());
    STRONGROOM_CHECK(again == *object && again.id() == object->id());
    checkBody(*object);
    return 0;
}
