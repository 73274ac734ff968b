// Files that people carry: approval requests, PSBTs for a station, registration bundles. Read whole and
// bounded, written whole, never over an existing file. Files are
// for the core thread.
#pragma once

#include "base/bytes.h"
#include "service/workspace.h"

#include <QByteArray>
#include <QString>

namespace strongroom::ui {

/// Larger than any PSBT with its approvals and full previous transactions that a station accepts.
inline constexpr std::uint64_t MAX_EXCHANGE_FILE = 16U * 1024U * 1024U;

[[nodiscard]] service::Outcome<base::Bytes> readExchangeFile(const service::Ports& ports,
                                                             const QString& path);
/// `file.already_exists` rather than overwriting.
[[nodiscard]] service::Outcome<void> writeExchangeFile(const service::Ports& ports, const QString& path,
                                                       base::ByteSpan content);

/// Between the engine's bytes and those of players and scanners.
[[nodiscard]] base::Bytes toBytes(const QByteArray& bytes);
[[nodiscard]] QByteArray toQByteArray(base::ByteSpan bytes);

} // namespace strongroom::ui
