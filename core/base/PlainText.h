// Which texts may stand in one line of a list, a log or a printed register.
#pragma once

#include <QByteArrayView>

namespace haziri {

/// Valid UTF-8 without control characters (CR, LF, TAB, NUL, ESC …), line and paragraph separators, byte order marks,
/// and the marks that turn the direction of writing round, with which a name can be made to look like another one.
/// The joiners of Indian scripts (U+200C, U+200D) are allowed. An empty text is plain.
bool isPlainText(QByteArrayView utf8);

} // namespace haziri
