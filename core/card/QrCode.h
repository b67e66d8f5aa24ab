// QR codes (ISO/IEC 18004): drawn (libqrencode) and read (ZXing). The one place that calls bar code libraries.
#pragma once

#include <QByteArray>
#include <QImage>
#include <optional>

namespace haziri::card {

/// One pixel a module, black on white without the quiet zone. Letters of the alphanumeric kind are packed tighter than
/// bytes. Error correction M where that fits, L otherwise; null where the text is empty or too long (2953 bytes, 4296
/// letters).
QImage qrModules(const QByteArray& text);

/// The same with the quiet zone of four modules, each module `modulePx` pixels wide.
QImage drawQr(const QByteArray& text, int modulePx = 8);

/// The text of one code in the picture, whichever way it is held; empty where there is none that can be read whole.
std::optional<QByteArray> readQr(const QImage& image);

} // namespace haziri::card
