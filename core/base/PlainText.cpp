#include "core/base/PlainText.h"

#include <QStringDecoder>
#include <algorithm>

namespace haziri {

namespace {

bool isHarmful(QChar c) {
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        break;
    }
    const char16_t u = c.unicode();
    const bool turnsRound =
        (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069) || u == 0x200E || u == 0x200F || u == 0x061C;
    return turnsRound || u == 0xFEFF || u == 0xFFFE || u == 0xFFFF;
}

} // namespace

bool isPlainText(QByteArrayView utf8) {
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringConverter::Flag::ConvertInitialBom | QStringConverter::Flag::Stateless);
    const QString text = decoder(utf8);
    return !decoder.hasError() && std::none_of(text.begin(), text.end(), isHarmful);
}

} // namespace haziri
