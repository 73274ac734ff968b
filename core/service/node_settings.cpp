// The node of a treasury, as its encrypted database keeps it (service/follow_chain.h).
#include "service/follow_chain.h"
#include "service/workspace_state.h"
#include "store/objects.h"

namespace strongroom::service {

namespace {

constexpr const char* URL = "node.url";
constexpr const char* COOKIE_FILE = "node.cookie_file";
constexpr const char* USER = "node.user";
constexpr const char* PASSWORD = "node.password";

} // namespace

Outcome<NodeSettings> readNodeSettings(State& state) {
    const store::Settings settings(state.database);
    STRONGROOM_ASSIGN(auto url, settings.get(URL));
    STRONGROOM_ASSIGN(auto cookie, settings.get(COOKIE_FILE));
    STRONGROOM_ASSIGN(auto user, settings.get(USER));
    STRONGROOM_ASSIGN(auto password, settings.get(PASSWORD));
    return NodeSettings{url.value_or(""), cookie.value_or(""), user.value_or(""), password.value_or(""),
                        state.card.training};
}

Outcome<void> writeNodeSettings(store::Database& database, const NodeSettings& node) {
    STRONGROOM_ASSIGN(store::Transaction transaction, store::Transaction::begin(database));
    store::Settings settings(database);
    STRONGROOM_TRY(settings.set(URL, node.url));
    STRONGROOM_TRY(settings.set(COOKIE_FILE, node.cookieFile));
    STRONGROOM_TRY(settings.set(USER, node.user));
    STRONGROOM_TRY(settings.set(PASSWORD, node.password));
    STRONGROOM_TRY(transaction.commit());
    return {};
}

Outcome<NodeSettings> nodeSettings(Workspace& workspace) {
    return readNodeSettings(workspace.state());
}

Outcome<void> changeNodeSettings(Workspace& workspace, const NodeSettings& settings) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_TRY(writeNodeSettings(state.database, settings));
    state.backend.reset();
    return {};
}

NodeStatus testNode(Workspace& workspace, const NodeSettings& settings) {
    State& state = workspace.state();
    const auto failed = [](const base::Failure& failure) {
        return NodeStatus{.reachable = false, .sentence = failure.message, .code = failure.code};
    };
    auto backend = state.card.training ? state.ports.openTrainingChain(state.card.folder)
                                       : state.ports.connectNode(settings, state.card.network);
    if (!backend)
        return failed(backend.error());
    const auto tip = (*backend)->tip(); // also checks the network and its rules
    if (!tip)
        return failed(tip.error());
    const auto version = (*backend)->description();
    if (!version)
        return failed(version.error());
    return {.reachable = true,
            .sentence = "The node answers at block " + std::to_string(tip->height) + ".",
            .height = tip->height,
            .version = *version};
}

} // namespace strongroom::service
