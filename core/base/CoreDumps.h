// A crash must not leave keys, passwords or faces in a file.
#pragma once

namespace haziri {

/// Forbids core dumps of this process and its children. Call first thing in main().
void forbidCoreDumps();

} // namespace haziri
