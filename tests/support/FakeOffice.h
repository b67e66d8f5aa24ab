// A server for HR's client on a loopback port: true HTTP, a made-up log with true hashes, proofs and a signed
// checkpoint, alerts, marks and one photo. Tests bend it through its members, under its lock.
#pragma once

#include "core/audit/MerkleTree.h"
#include "core/sync/ServerAccess.h"
#include "tests/support/DemoLog.h"
#include "tests/support/LoopbackServer.h"

#include <mutex>

namespace haziri::test {

class FakeOffice {
  public:
    explicit FakeOffice(qint64 logSize);

    /// As a registered laptop has it.
    sync::ServerAccess access() const;
    QByteArray logKeyText() const;

    std::mutex mutex; ///< over everything below
    tests::DemoLog log;
    QByteArray role = "hr";
    QByteArray alerts = R"({"events":[],"total":0})";
    QByteArray marks = R"({"marks":[]})";
    QByteArray photo;
    QHash<QByteArray, QByteArray> bodies; ///< what else is answered, by path
    QList<QByteArray> posted;             ///< path and body of everything that was posted to one of these paths
    bool isSignedIn = false;
    bool resolves = true; ///< else 501
    bool spoilsConsistency = false;
    int answerDelayMs = 0; ///< of log pages
    QList<QByteArray> purposes;
    QList<QByteArray> resolved;          ///< bodies
    QList<std::pair<qint64, int>> asked; ///< from and limit of every page
    QByteArray lastProof, lastUser, lastPassword;

  private:
    http::Response handle(const http::Request& request);
    http::Response session(const http::Request& request);
    http::Response logAnswer(const http::Request& request);
    http::Response proofAnswer(const http::Request& request);
    Result<crypto::Digest> node(audit::NodeId id) const;

    crypto::Ed25519PrivateKey m_logKey, m_deviceKey;
    std::unique_ptr<LoopbackServer> m_server;
};

} // namespace haziri::test
