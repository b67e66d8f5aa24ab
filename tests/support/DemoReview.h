// Made-up contents of HR's screens, for the window's tests.
#pragma once

#include "core/review/AttendanceDays.h"
#include "core/review/EntryProof.h"
#include "core/review/NameBook.h"

#include <memory>

namespace haziri::tests {

std::shared_ptr<review::NameBook> demoNames(bool hindi);
review::AlertList demoAlerts();
review::AttendanceDays demoDays(); ///< to 22 Nov 2026; Gate B is silent since Thursday
/// Steps that lead to their root, however that came about.
review::EntryProof demoProof(qint64 index, const crypto::Digest& leaf, int steps);

} // namespace haziri::tests
