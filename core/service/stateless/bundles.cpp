#include "service/stateless/bundles.h"

#include "audit/bundle.h"
#include "base/text_encoding.h"
#include "service/stateless/errors.h"

namespace strongroom::service {

Outcome<BundleVerdict> verifyAuditBundle(base::FileSystem& files, const std::string& folder,
                                         const std::optional<std::string>& logKey,
                                         std::vector<std::string> heldCheckpoints) {
    audit::BundleExpectation expectation;
    expectation.heldCheckpoints = std::move(heldCheckpoints);
    if (logKey) {
        const auto bytes = base::fromHex(*logKey);
        const auto key = bytes ? crypto::Ed25519PublicKey::from(*bytes) : std::nullopt;
        if (!key)
            return base::Unexpected(base::Failure(InputError::hex));
        expectation.logKey = *key;
    }
    const audit::BundleReport report = audit::verifyBundle(files, folder, expectation);
    base::Json::Array findings;
    for (const audit::BundleFinding& finding : report.findings)
        findings.push_back(base::Json::Object{{"code", finding.code}, {"sentence", finding.sentence}});
    return BundleVerdict{
        base::Json(base::Json::Object{{"records", static_cast<std::int64_t>(report.records)},
                                      {"size", static_cast<std::int64_t>(report.size)},
                                      {"root", report.root},
                                      {"origin", report.origin},
                                      {"log_key", report.key},
                                      {"checkpoints", static_cast<std::int64_t>(report.checkpoints)},
                                      {"findings", std::move(findings)},
                                      {"valid", report.isValid()}}),
        report.isValid()};
}

} // namespace strongroom::service
