// QR codes (ISO/IEC 18004): drawn and read. The one place that calls the bar code library.
#pragma once

#include <QByteArray>
#include <QImage>
#include <optional>

namespace haziri::card {

/// Black on white with the quiet zone of four modules, each module `modulePx` pixels wide; error correction M. Null
/// where the text is too long for a code.
QImage drawQr(const QByteArray& text, int modulePx = 8);

/// The text of one code in the picture, whichever way it is held; empty where there is none that can be read whole.
std::optional<QByteArray> readQr(const QImage& image);

} // namespace haziri::card
