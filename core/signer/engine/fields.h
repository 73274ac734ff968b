// Reading requests and writing answers: the small vocabulary that all verbs share. Internal to the engine.
#pragma once

#include "base/json.h"
#include "base/text_encoding.h"
#include "signer/engine/errors.h"
#include "signer/protocol/connection.h"

#include <optional>
#include <string>
#include <vector>

namespace strongroom::signer {

inline base::Unexpected<base::Failure> refuse(EngineError error) {
    return base::Unexpected(base::Failure(error));
}

inline Frame answerWith(base::Json::Object header, std::vector<base::Bytes> blobs = {}) {
    Frame frame;
    frame.header = base::Json(std::move(header));
    frame.blobs = std::move(blobs);
    return frame;
}

[[nodiscard]] inline std::string stringField(const Frame& request, std::string_view name) {
    const base::Json* value = request.header.find(name);
    const std::string* text = value != nullptr ? value->string() : nullptr;
    return text != nullptr ? *text : std::string();
}

[[nodiscard]] inline std::optional<std::int64_t> integerField(const Frame& request, std::string_view name) {
    const base::Json* value = request.header.find(name);
    const std::int64_t* number = value != nullptr ? value->integer() : nullptr;
    return number != nullptr ? std::optional(*number) : std::nullopt;
}

template <typename T>
[[nodiscard]] std::optional<T> fixedField(const Frame& request, std::string_view name) {
    const auto bytes = base::fromHex(stringField(request, name));
    return bytes ? T::from(*bytes) : std::nullopt;
}

template <typename T>
[[nodiscard]] std::string hexOf(const T& value) {
    return base::toHex(value.span());
}

/// The n-th blob, or nothing.
[[nodiscard]] inline const base::Bytes* blobOf(const Frame& request, std::size_t index) {
    return index < request.blobs.size() ? &request.blobs[index] : nullptr;
}

} // namespace strongroom::signer
