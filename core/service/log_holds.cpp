#include "service/log_holds.h"

#include "store/log.h"

namespace strongroom::service {

using base::Json;

Outcome<std::optional<std::string>> holdReasonInLog(State& state, const bitcoin::OutPoint& outpoint) {
    STRONGROOM_ASSIGN(const auto records, store::Log(state.database).about(outpoint.txid.span()));
    std::optional<std::string> reason;
    std::uint64_t newest = 0;
    for (const store::LeafRow& record : records) {
        const bool isHold = record.kind == "coin.held";
        if ((!isHold && record.kind != "coin.released") || record.position < newest)
            continue;
        const auto open = Json::parse(base::asText(record.salts));
        const auto valueOf = [&](std::string_view name) -> const Json* {
            const Json* field = open ? open->find(name) : nullptr;
            return field != nullptr ? field->find("value") : nullptr;
        };
        const Json* output = valueOf("output");
        if (output == nullptr || output->integer() == nullptr || *output->integer() != outpoint.vout)
            continue;
        const Json* words = valueOf("reason");
        newest = record.position;
        reason = isHold ? std::optional(words != nullptr && words->string() != nullptr ? *words->string()
                                                                                       : std::string())
                        : std::nullopt;
    }
    return reason;
}

} // namespace strongroom::service
