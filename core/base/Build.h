// Names and version of this build, in one place.
#pragma once

namespace haziri {
inline constexpr const char* kVersion = HAZIRI_VERSION;
inline constexpr int kProtocolVersion = 5;
} // namespace haziri
