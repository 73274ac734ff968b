#include "models/exchange_file.h"

namespace strongroom::ui {

service::Outcome<base::Bytes> readExchangeFile(const service::Ports& ports, const QString& path) {
    auto content = base::readWhole(*ports.files, path.toStdString(), MAX_EXCHANGE_FILE);
    if (!content)
        return base::Unexpected(content.error());
    return std::move(*content);
}

service::Outcome<void> writeExchangeFile(const service::Ports& ports, const QString& path,
                                         base::ByteSpan content) {
    const std::string name = path.toStdString();
    if (ports.files->exists(name))
        return base::Unexpected(base::FileError::alreadyExists);
    if (auto written = base::writeWhole(*ports.files, name, content); !written)
        return base::Unexpected(written.error());
    return {};
}

base::Bytes toBytes(const QByteArray& bytes) {
    return {bytes.begin(), bytes.end()};
}

QByteArray toQByteArray(base::ByteSpan bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())}; // NOLINT
}

} // namespace strongroom::ui
