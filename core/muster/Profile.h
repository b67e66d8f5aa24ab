// A profile folder: one enrolled laptop.
//
//   profile.json   which profile, and where its keys are: nothing secret
//   outbox.db      the durable store (core/outbox)
//   keys.sealed    only where a passphrase file was named instead of the keychain
//   profile.lock   held while a program works with it
//
// Used by one thread, the muster's. Opening may block on the keychain.
#pragma once

#include "core/device/DeviceIdentity.h"
#include "core/device/HighWater.h"
#include "core/device/TimeAnchor.h"
#include "core/muster/DayTypes.h"
#include "core/muster/ProfileLock.h"
#include "core/outbox/Outbox.h"
#include "core/protocol/EnrolmentUri.h"
#include "core/protocol/Tokens.h"
#include "core/sync/ServerClient.h"

#include <QUrl>

namespace haziri::muster {

struct ProfilePlace {
    QString dir;
    QString keyPassphraseFile; ///< empty: the keychain
    outbox::WholeCheck check = outbox::WholeCheck::AtOnce;
};

/// Where the server is and what it was recognised by at registration.
struct ServerPlace {
    QUrl base;
    QByteArray pin;
    sync::ServerKeys keys;
};

class Profile {
  public:
    /// Makes the folder if it is missing. PROFILE_IN_USE names the other process; else the codes of KeyStore and
    /// Outbox.
    /// A store that lies behind the mark in the key store is an old copy: its chain is closed, a copy of it is put into
    /// `restored-<time>/`, and restoredCopy() names that folder.
    static Result<std::unique_ptr<Profile>> open(const ProfilePlace& place, const Clock& clock, RandomSource& random);
    ~Profile(); ///< notes how far the chain came

    outbox::Outbox& outbox() { return *m_outbox; }
    device::DeviceIdentity& identity() { return *m_identity; }
    device::KeyStore& keys() { return *m_keys; }

    bool isRegistered() const { return m_server.has_value() && m_token.has_value(); }
    const std::optional<ServerPlace>& server() const { return m_server; }
    const std::optional<protocol::OfflineToken>& token() const { return m_token; } ///< the newest
    const QByteArray& tokenText() const { return m_tokenText; }
    SiteInfo site() const { return m_site; }
    std::optional<protocol::Geo> sitePlace() const { return m_sitePlace; } ///< as somebody declared it; no accuracy
    PersonInfo registeredFor() const { return m_user; }
    QString personName(const UserId& user) const; ///< as pulled; empty where unknown
    device::TimeAnchor anchor() const { return m_anchor; }

    /// Everything of a registration's answer: the secret into the key store, then the rest in one transaction. A
    /// refusal, a full disk or a crash at any point leaves the old enrolment whole, and the same code can be given
    /// again. SERVER_CHANGED where the profile belongs to another server's log, EPOCH_OLD.
    Result<void> adopt(const protocol::EnrolmentUri& uri, const sync::Registration& registration);
    qint64 lastEpoch() const; ///< the highest that this profile ever used; 0: none
    /// The keys of the newest epoch, where `uri` names the server that gave them (its pinned certificate does); nothing
    /// for another one.
    std::optional<sync::ServerClient::KeptEpoch> keptEpochFor(const protocol::EnrolmentUri& uri) const;
    /// The server's token key was rotated, and a verified answer led to the new one.
    Result<void> followKeys(const sync::ServerKeys& keys);
    /// Notes in the key store how far the chain has come. A failure is no loss: the old mark is only lower.
    void noteHighWater();
    void noteHighWaterIfLagging(const outbox::ChainState& end);
    const QString& restoredCopy() const { return m_restoredCopy; } ///< empty: nothing was noticed at this opening
    /// Reads again what a sync may have changed.
    Result<void> refresh();

  private:
    Profile(const Clock& clock, RandomSource& random)
        : m_clock(clock)
        , m_random(random) {}
    Result<void> openKeys(const ProfilePlace& place);
    Result<crypto::SecretBytes> openSecrets(const QString& dir); ///< the identity, and the store's key
    Result<void> checkNotRestored(const QString& dir);
    Result<void> checkEpochIsNew(qint64 epoch) const;
    Result<void> checkSameServer(const sync::Registration& registration) const;
    void readSite(const QByteArray& json);

    const Clock& m_clock;
    RandomSource& m_random;
    std::unique_ptr<ProfileLock> m_lock;
    std::unique_ptr<device::KeyStore> m_keys;
    std::optional<device::DeviceIdentity> m_identity;
    std::unique_ptr<outbox::Outbox> m_outbox;
    std::optional<ServerPlace> m_server;
    std::optional<protocol::OfflineToken> m_token;
    QByteArray m_tokenText;
    SiteInfo m_site;
    std::optional<protocol::Geo> m_sitePlace;
    PersonInfo m_user;
    device::TimeAnchor m_anchor;
    device::HighWater m_highWater;
    QString m_restoredCopy;
};

/// Moves a store that OUTBOX_DAMAGED was said of into `damaged-<time>/` inside the profile, where it stays as evidence.
/// The profile has to be registered again: its new epoch begins with seq 1, so no number is used twice. Returns the
/// folder. PROFILE_IN_USE, IO_ERROR
Result<QString> setDamagedStoreAside(const QString& profileDir, UnixMillis now);

/// The path of the store inside a profile folder, for readers without keys.
QString outboxPath(const QString& profileDir);

} // namespace haziri::muster
