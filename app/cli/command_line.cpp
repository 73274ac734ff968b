#include "command_line.h"

#include <algorithm>

namespace strongroom::cli {

namespace {

bool beginsWithWords(std::string_view text, std::string_view words) {
    return text.substr(0, words.size()) == words &&
           (words.empty() || text.size() == words.size() || text[words.size()] == ' ');
}

std::string join(std::span<const std::string> words) {
    std::string result;
    for (const std::string& word : words)
        result += (result.empty() ? "" : " ") + word;
    return result;
}

std::size_t countWords(std::string_view words) {
    return 1 + static_cast<std::size_t>(std::count(words.begin(), words.end(), ' '));
}

/// The verb that the first positional words name; of two, the longer one.
const Verb* findVerb(const std::vector<Verb>& verbs, std::span<const std::string> positionals) {
    const Verb* best = nullptr;
    for (const Verb& verb : verbs) {
        const std::size_t count = countWords(verb.words);
        if (count <= positionals.size() && join(positionals.first(count)) == verb.words &&
            (best == nullptr || verb.words.size() > best->words.size()))
            best = &verb;
    }
    return best;
}

const OptionSpec* findOption(const std::vector<OptionSpec>& options, std::string_view name) {
    const auto found = std::find_if(options.begin(), options.end(),
                                    [&](const OptionSpec& option) { return option.name == name; });
    return found == options.end() ? nullptr : &*found;
}

bool repeatable(const OptionSpec& option) {
    return option.occurs == Occurs::anyNumber || option.occurs == Occurs::onceOrMore;
}

/// Walks over the arguments once, from left to right.
class Parser {
public:
    Parser(std::span<const std::string> arguments, const std::vector<Verb>& verbs)
        : m_arguments(arguments), m_verbs(verbs) {}

    Outcome<CommandLine> run() {
        bool onlyPositionals = false;
        for (; m_next < m_arguments.size(); ++m_next) {
            const std::string& argument = m_arguments[m_next];
            if (!onlyPositionals && argument == "--")
                onlyPositionals = true;
            else if (!onlyPositionals && argument.size() > 1 && argument[0] == '-')
                STRONGROOM_TRY(readOption(argument));
            else
                m_positionals.push_back(argument);
        }
        return finish();
    }

private:
    Outcome<void> readOption(const std::string& argument) {
        const std::size_t equals = argument.find('=');
        const std::string name = argument.substr(0, equals);
        const OptionSpec* option = findOption(globalOptions(), name);
        if (option == nullptr) {
            if (const Verb* verb = findVerb(m_verbs, m_positionals))
                option = findOption(verb->options, name);
        }
        if (option == nullptr)
            return base::Unexpected(usageFailure("Unknown option " + printable(name) + " here."));
        std::vector<std::string>& values = m_invocation.options[name];
        if (!values.empty() && !repeatable(*option))
            return base::Unexpected(usageFailure(name + " stands twice."));
        if (option->value.empty()) {
            if (equals != std::string::npos)
                return base::Unexpected(usageFailure(name + " takes no value."));
            values.emplace_back();
        } else if (equals != std::string::npos) {
            values.push_back(argument.substr(equals + 1));
        } else {
            const bool last = m_next + 1 == m_arguments.size();
            if (last || m_arguments[m_next + 1].starts_with("--"))
                return base::Unexpected(usageFailure(name + " needs a value."));
            values.push_back(m_arguments[++m_next]);
        }
        return {};
    }

    Outcome<CommandLine> finish() {
        CommandLine result;
        result.verb = findVerb(m_verbs, m_positionals);
        result.words = result.verb != nullptr ? std::string(result.verb->words) : join(m_positionals);
        const bool asksOnly = m_invocation.has("--help") || m_invocation.has("--version");
        if (result.verb != nullptr) {
            const auto words = static_cast<std::ptrdiff_t>(countWords(result.verb->words));
            m_invocation.arguments.assign(m_positionals.begin() + words, m_positionals.end());
            if (!asksOnly)
                STRONGROOM_TRY(checkComplete(*result.verb));
        } else if (!asksOnly) {
            return base::Unexpected(usageFailure(m_positionals.empty()
                                                     ? "A verb is missing; --help lists them."
                                                     : "Unknown verb " + printable(result.words) + "."));
        }
        result.invocation = std::move(m_invocation);
        return result;
    }

    Outcome<void> checkComplete(const Verb& verb) const {
        const std::size_t given = m_invocation.arguments.size();
        if (given < verb.leastArguments)
            return base::Unexpected(
                usageFailure(std::string(verb.words) + " needs " + std::string(verb.arguments) + "."));
        if (given > verb.mostArguments)
            return base::Unexpected(usageFailure(
                "Unexpected argument " + printable(m_invocation.arguments[verb.mostArguments]) + "."));
        for (const OptionSpec& option : verb.options) {
            const bool needed = option.occurs == Occurs::once || option.occurs == Occurs::onceOrMore;
            if (needed && !m_invocation.has(option.name))
                return base::Unexpected(
                    usageFailure(std::string(verb.words) + " needs " + std::string(option.name) + "."));
        }
        return {};
    }

    std::span<const std::string> m_arguments;
    const std::vector<Verb>& m_verbs;
    std::size_t m_next = 0;
    std::vector<std::string> m_positionals;
    Invocation m_invocation;
};

std::string usageOf(const OptionSpec& option) {
    std::string text(option.name);
    if (!option.value.empty())
        text += " " + std::string(option.value);
    if (option.occurs == Occurs::atMostOnce || option.occurs == Occurs::anyNumber)
        text = "[" + text + "]";
    return repeatable(option) ? text + "…" : text;
}

} // namespace

const std::vector<OptionSpec>& globalOptions() {
    static const std::vector<OptionSpec> OPTIONS{
        {"--json", ""},         {"--help", ""},     {"--version", ""},
        {"--workspace", "DIR"}, {"--as", "PERSON"}, {"--passphrase-fd", "N"},
    };
    return OPTIONS;
}

bool asksForJson(std::span<const std::string> arguments) {
    const auto end = std::find(arguments.begin(), arguments.end(), "--");
    return std::find(arguments.begin(), end, "--json") != end;
}

Outcome<CommandLine> parseCommandLine(std::span<const std::string> arguments,
                                      const std::vector<Verb>& verbs) {
    return Parser(arguments, verbs).run();
}

std::string usageText(const std::vector<Verb>& verbs, std::string_view words) {
    std::string text = "strongroom-cli";
    for (const OptionSpec& option : globalOptions())
        text += " " + usageOf(option);
    text += " GROUP VERB …\n";
    for (const Verb& verb : verbs) {
        if (!beginsWithWords(verb.words, words))
            continue;
        text += "\n  " + std::string(verb.words);
        if (!verb.arguments.empty())
            text += " " + std::string(verb.arguments);
        for (const OptionSpec& option : verb.options)
            text += " " + usageOf(option);
        text += "\n      " + std::string(verb.summary) + "\n";
    }
    return text;
}

} // namespace strongroom::cli
