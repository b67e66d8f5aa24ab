// The outbox's value that counts how often the server's log went back to a backup and the laptop took it.
#pragma once

namespace haziri::outbox {

inline constexpr const char* kRestores = "restores";

} // namespace haziri::outbox
