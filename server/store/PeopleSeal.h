// Users' names and people's words as they lie in the database: "hzt1:" and, in base64url, nonce ‖ AES-256-GCM ‖ tag.
//
// One data key for all of them stands in `text_key`, wrapped under the vault's key, so that rotation rewraps one row.
// Login names are looked up by an HMAC under a key that is derived from the log's signing key and never in the
// database: verbs that run without the vault's keys find people, and read nobody's name.
#pragma once

#include "server/store/ServerKeys.h"

#include "core/crypto/Hmac.h"
#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"
#include "core/sql/TextSeal.h"

namespace haziri::store {

class PeopleSeal final : public sql::TextSeal {
  public:
    /// Without the vault's keys: looks up, writes in the open, opens nothing that is sealed.
    PeopleSeal(const ServerKeys& keys, RandomSource& random);
    /// Reads the data key, or makes it, in a transaction of its own. `random` must outlive the seal. KEYS_INVALID where
    /// the ring does not open it, STORE_….
    static Result<std::shared_ptr<const PeopleSeal>> load(sql::Database& database, const ServerKeys& keys,
                                                          const sealed::KeyRing& ring, RandomSource& random);

    /// The same where the data key is there already, else null: reads only.
    static Result<std::shared_ptr<const PeopleSeal>> find(sql::Database& database, const ServerKeys& keys,
                                                          const sealed::KeyRing& ring, RandomSource& random);

    QByteArray seal(QByteArrayView column, const QByteArray& text) const override;
    QByteArray open(QByteArrayView column, const QByteArray& stored) const override;
    QByteArray trace(QByteArrayView column, const QByteArray& text) const override;

    static bool isSealed(const QByteArray& stored) { return stored.startsWith(kMark); }
    static constexpr QByteArrayView kMark = "hzt1:";

  private:
    crypto::HmacKey m_lookUp;
    std::optional<crypto::SecretBytes> m_dataKey;
    RandomSource& m_random;
};

/// Where such texts stand: tables and their columns.
struct SealedTextColumn {
    const char *table, *column;
};
inline constexpr SealedTextColumn kSealedTexts[] = {
    {"account", "username"},           {"account", "name"},         {"account", "block_reason"},
    {"device", "block_reason"},        {"mark", "reason"},          {"mark_review", "reason"},
    {"mark_correction", "reason"},     {"worker_change", "reason"}, {"fraud_event", "detail"},
    {"fraud_event", "decision_reason"}};

/// For repositories: a text as the column is to hold it, and as it was.
QByteArray sealedText(const sql::Database& database, QByteArrayView column, const QByteArray& text);
QByteArray openedText(const sql::Database& database, QByteArrayView column, const QByteArray& stored);

} // namespace haziri::store
