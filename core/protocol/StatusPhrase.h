// What an HTTP status is called.
#pragma once

#include <QByteArray>

namespace haziri::protocol {

/// "Not Found", …; "Status 299" for one that nobody here answers.
QByteArray statusPhrase(int status);

} // namespace haziri::protocol
