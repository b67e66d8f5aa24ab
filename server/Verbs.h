// The verbs of haziri-server (section 10). Each prints what a script needs as the last word and returns the exit code's
// cause as an error.
#pragma once

#include "server/Arguments.h"

namespace haziri::server {

/// What goes to standard output.
using Output = QByteArray;

Result<Output> initialise(const Arguments& arguments);
Result<Output> addSite(const Arguments& arguments);
Result<Output> addUser(const Arguments& arguments);
Result<Output> printTrustRules(const Arguments& arguments);
Result<Output> replayTrust(const Arguments& arguments);
Result<Output> listSites(const Arguments& arguments);
Result<Output> listUsers(const Arguments& arguments);
Result<Output> listWorkers(const Arguments& arguments);
Result<Output> listDevices(const Arguments& arguments);
Result<Output> setUserPassword(const Arguments& arguments);
Result<Output> blockUser(const Arguments& arguments);
Result<Output> unblockUser(const Arguments& arguments);
Result<Output> blockDevice(const Arguments& arguments);
Result<Output> unblockDevice(const Arguments& arguments);
Result<Output> addWorker(const Arguments& arguments);
Result<Output> importWorkers(const Arguments& arguments);
Result<Output> makeEnrolmentCode(const Arguments& arguments);
Result<Output> exportLog(const Arguments& arguments);
Result<Output> rotateKeys(const Arguments& arguments);
Result<Output> eraseWorker(const Arguments& arguments);
Result<Output> checkAll(const Arguments& arguments);
Result<Output> takeBundle(const Arguments& arguments);
Result<Output> backUp(const Arguments& arguments);
Result<Output> restore(const Arguments& arguments);
Result<Output> announceRestore(const Arguments& arguments);

/// Runs until SIGTERM or SIGINT; prints by itself.
Result<void> serve(const Arguments& arguments);

} // namespace haziri::server
