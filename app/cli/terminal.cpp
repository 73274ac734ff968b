#include "terminal.h"

namespace strongroom::cli {

namespace {

bool isScalar(const Json& value) {
    return value.array() == nullptr && value.object() == nullptr;
}

std::string scalarText(const Json& value) {
    if (const std::string* text = value.string())
        return *text;
    return value.isNull() ? "unknown" : value.canonical();
}

/// Members one a line, nested ones indented below their name; lists with a dash for each item.
void appendText(std::string& out, const Json& value, std::size_t indent) {
    const std::string margin(indent, ' ');
    if (const Json::Object* object = value.object()) {
        for (const auto& [name, member] : *object) {
            out += margin + name + ":";
            if (isScalar(member)) {
                out += " " + scalarText(member) + "\n";
            } else {
                out += "\n";
                appendText(out, member, indent + 2);
            }
        }
    } else if (const Json::Array* array = value.array()) {
        for (const Json& item : *array) {
            if (isScalar(item)) {
                out += margin + "- " + scalarText(item) + "\n";
            } else {
                std::string nested;
                appendText(nested, item, indent + 2);
                if (nested.size() > indent)
                    nested[indent] = '-';
                out += nested;
            }
        }
    } else {
        out += margin + scalarText(value) + "\n";
    }
}

} // namespace

std::string render(const Answer& answer, OutputForm form) {
    if (form == OutputForm::json)
        return answer.document.canonical() + "\n";
    if (answer.text)
        return *answer.text;
    std::string text;
    appendText(text, answer.document, 0);
    return text;
}

std::string render(const base::Failure& failure, OutputForm form) {
    if (form == OutputForm::text) {
        std::string text;
        for (const auto& [name, value] : failure.data)
            text += printable(name + ": " + value) + "\n";
        return text + "error: " + failure.code + ": " + failure.message + "\n";
    }
    Json::Object data;
    for (const auto& [name, value] : failure.data)
        data.insert_or_assign(name, value);
    const Json error(Json::Object{{"code", failure.code}, {"data", data}, {"message", failure.message}});
    return Json(Json::Object{{"error", error}}).canonical() + "\n";
}

int exitStatus(const Answer& answer) {
    return answer.verdict == Verdict::negative ? 1 : 0;
}

int exitStatus(const base::Failure& failure) {
    return failure.code == USAGE_CODE ? 2 : 1;
}

} // namespace strongroom::cli
