// Oracle: the canonical text of a descriptor reads back to an equal descriptor with the same id, every branch
// of it derives, its wallet policy is its own, and no witness weighs more than it says.
#include "base/check.h"
#include "descriptor/wallet_policy.h"

using namespace strongroom;
using namespace strongroom::descriptor;

namespace {

/// Signs with everything, at full size.
class SignsAll final : public SignatureSource {
public:
    [[nodiscard]] std::optional<Bytes> ecdsaSignature(const crypto::PublicKey&) const override {
        return Bytes(72, 0x30);
    }
    [[nodiscard]] std::optional<Bytes> schnorrSignature(const crypto::XOnlyPublicKey&) const override {
        return std::nullopt; // the leaves are what there is to find
    }
    [[nodiscard]] std::optional<Bytes> schnorrLeafSignature(const crypto::XOnlyPublicKey&,
                                                            const crypto::Hash256&) const override {
        return Bytes(65, 0x40);
    }
    [[nodiscard]] std::optional<Bytes> preimage(HashKind, ByteSpan) const override { return Bytes(32, 7); }
    [[nodiscard]] std::optional<std::uint32_t> inputSequence() const override { return 0x0000ffff; }
    [[nodiscard]] std::optional<std::uint32_t> lockTime() const override { return 499'999'999; }
};

std::size_t withLength(std::size_t size) {
    return size + (size < 0xfd ? 1 : 3);
}

std::int64_t weightOf(const Satisfaction& spend) {
    std::size_t weight = 4 * (40 + withLength(spend.scriptSig.size()));
    weight += spend.witness.size() < 0xfd ? 1 : 3;
    for (const Bytes& item : spend.witness)
        weight += withLength(item.size());
    return static_cast<std::int64_t>(weight);
}

void checkScripts(const Descriptor& descriptor) {
    for (std::size_t branch = 0; branch < descriptor.branchCount(); ++branch) {
        const auto scripts = descriptor.deriveAll(branch, 0);
        STRONGROOM_CHECK(scripts.has_value());
        for (const DerivedScript& script : *scripts) {
            STRONGROOM_CHECK(script.keys.size() == descriptor.keys().size());
            const auto spend = descriptor.satisfy(script, SignsAll());
            STRONGROOM_CHECK(!spend || weightOf(*spend) <= descriptor.maxInputWeight());
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = base::asText(base::ByteSpan(data, size));
    for (const bitcoin::Network network : {bitcoin::Network::main, bitcoin::Network::regtest}) {
        const auto descriptor = Descriptor::parse(text, network);
        if (!descriptor)
            continue;
        const auto again = Descriptor::parse(descriptor->text(), network, ChecksumRule::required);
        STRONGROOM_CHECK(again.has_value());
        STRONGROOM_CHECK(*again == *descriptor);
        STRONGROOM_CHECK(again->id() == descriptor->id());
        checkScripts(*descriptor);
        if (const auto policy = policyOf(*descriptor))
            STRONGROOM_CHECK(descriptorOf(*policy, network).value() == *descriptor);
        STRONGROOM_CHECK(!checkRegistrable(*descriptor) || descriptor->threshold() > 0);
    }
    return 0;
}
