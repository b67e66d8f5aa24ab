// What a thekedar signs when he brings a worker in (section 4).
#pragma once

#include "core/protocol/Jws.h"
#include "core/protocol/Packet.h"

namespace haziri::protocol {

struct WorkerDetails {
    QByteArray name; ///< UTF-8, the one member that must be there
    QByteArray guardian, sex, phone, trade, skill, uan, esic, aadhaarLast4;
    std::optional<qint64> birthYear;
    std::optional<qint64> dailyRatePaise;
    bool operator==(const WorkerDetails&) const = default;
};

struct Consent {
    QByteArray noticeVersion;
    QByteArray language; ///< "hi", "en", …
    UnixMillis givenAt;
    bool face = false; ///< false: no photos, no templates; marked by card or name
    bool operator==(const Consent&) const = default;
};

struct Vouch {
    WorkerId workerId;
    SiteId siteId;
    UserId thekedarId;
    UnixMillis iat;
    WorkerDetails details;
    Consent consent;
    QList<PhotoRef> photos;
    crypto::Digest templatesHash{};
    bool operator==(const Vouch&) const = default;
};

/// SHA-256 of the concatenated vectors.
crypto::Digest templatesHash(const QList<Template>& templates);

QByteArray signVouch(const Vouch& vouch, const crypto::Ed25519PrivateKey& thekedarKey);
/// VOUCH_INVALID for a wrong signature or form, an Aadhaar number of more than four digits, a name or other detail that
/// is no plain text (isPlainText), or photos or templates without consent. Whether it fits the packet is the caller's
/// question.
/// What it says, whoever signed it: to put it before a person, never to believe it. VOUCH_INVALID
Result<Vouch> vouchBeforeVerification(QByteArrayView compact);
Result<Vouch> verifyVouch(QByteArrayView compact, const crypto::Ed25519PublicKey& thekedarKey);

} // namespace haziri::protocol
