// Made-up contents of HR's screens, for the window's tests.
#pragma once

#include "core/review/ReviewClient.h"

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
QList<review::SiteLine> demoSites(bool hindi);
QList<review::UserLine> demoUsers(bool hindi);
QList<review::CodeLine> demoCodes(UnixMillis now);
QList<review::DeviceLine> demoDevices();
QList<review::Mark> demoDayMarks();         ///< of Gate A, 22 Nov 2026
QList<review::PayLine> demoPay(bool hindi); ///< of the people of demoReport(), November 2026
/// November 2026 at Gate A: as many people as the roll has, times `copies`.
review::ReviewClient::Report demoReport(bool hindi, bool isWages, int copies = 1);

} // namespace haziri::tests
