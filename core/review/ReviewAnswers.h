// The bodies of section 9's answers, read strictly where it matters and leniently where the protocol may grow.
#pragma once

#include "core/audit/MerkleTree.h"
#include "core/review/ReviewTypes.h"

namespace haziri::review {

// All: MALFORMED names the member.
Result<AlertList> readAlerts(QByteArrayView body);
Result<RefusedPacket> readRefused(QByteArrayView body); ///< of `fraud/{eventId}`
Result<MarkPage> readMarks(QByteArrayView body);
Result<QList<DeviceLine>> readDevices(QByteArrayView body);
Result<QList<WorkerLine>> readWorkers(QByteArrayView body);
/// Of `workers/{workerId}`: what was taken when the worker was enrolled.
Result<QList<FileId>> readPhotos(QByteArrayView body);
/// Of `devices/{deviceId}`, oldest first; empty where the server keeps no history.
Result<QList<TrustPoint>> readTrustHistory(QByteArrayView body);
Result<QList<SiteLine>> readSites(QByteArrayView body);
Result<QList<UserLine>> readUsers(QByteArrayView body);
Result<QList<CodeLine>> readCodes(QByteArrayView body);
Result<QList<PayLine>> readPay(QByteArrayView body);
Result<FreshCode> readFreshCode(QByteArrayView body);
Result<QList<crypto::Digest>> readHashes(QByteArrayView body); ///< `{hashes:[…]}` of section 7

} // namespace haziri::review
