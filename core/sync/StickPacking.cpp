#include "core/sync/StickPacking.h"

#include "core/base/Base64Url.h"
#include "core/crypto/BoxKey.h"
#include "core/crypto/SystemRandom.h"
#include "core/protocol/BundleRecord.h"

namespace haziri::sync {

using protocol::BundleRecord;

namespace {

constexpr qsizetype kRoomForTheRest = 96 * 1024; // head, tokens, fingerprint and commas of a request
constexpr int kMostPhotos = 100'000;
constexpr int kMostHeads = 200;

QString latin(const QByteArray& bytes) {
    return QString::fromLatin1(bytes);
}

} // namespace

QByteArray bundleValueName(const QByteArray& bundleId) {
    return "bundle/" + toBase64Url(bundleId);
}

Result<std::unique_ptr<StickPacking>> StickPacking::begin(const StickParts& parts, const QString& path) {
    std::unique_ptr<StickPacking> job(new StickPacking(parts));
    if (auto started = job->start(path); !started) return fail(started.error());
    return job;
}

Result<void> StickPacking::start(const QString& path) {
    if (m_parts.engine.stopCode() == "LOG_FORK") return fail("LOG_FORK");
    if (m_parts.client.keys().box.isEmpty())
        return fail("BUNDLE_KEY_MISSING", QStringLiteral("This laptop was enrolled before its server took bundles. "
                                                         "Enrol it again."));
    auto summary = m_parts.outbox.summary();
    if (!summary) return fail(summary.error());
    auto photos = m_parts.outbox.photosToCarry(kMostPhotos);
    if (!photos) return fail(photos.error());
    auto heads = m_parts.outbox.headsToTell(kMostHeads);
    if (!heads) return fail(heads.error());
    m_photos = std::move(*photos);
    m_heads = std::move(*heads);
    m_total = summary->pending + m_photos.size();

    auto box = crypto::boxFor(m_parts.client.keys().box, protocol::kBundlePurpose, m_parts.random);
    if (!box) return fail(box.error());
    const protocol::BundleHeader header{box->ephemeral, crypto::randomBytes(m_parts.random, 16)};
    m_bundleId = header.bundleId;
    m_answerKey = crypto::SecretBytes::random(32, m_parts.random);
    auto writer = sealed::BundleWriter::create(path, header.toBytes(), std::move(box->key), m_parts.random);
    if (!writer) return fail(writer.error());
    m_writer = std::move(*writer);
    return addBegin(header.bundleId);
}

Result<void> StickPacking::addBegin(const QByteArray& bundleId) {
    protocol::Proof proof;
    proof.aud = "bundle";
    proof.deviceId = m_parts.identity.deviceId();
    proof.codeHash = crypto::toBase64Url(crypto::sha256(m_answerKey.view()));
    proof.iat = m_parts.clock.now();
    proof.jti = toBase64Url(bundleId);
    const QJsonObject begin{{QStringLiteral("type"), QStringLiteral("begin")},
                            {QStringLiteral("deviceId"), latin(m_parts.identity.deviceId())},
                            {QStringLiteral("answerKey"), latin(toBase64Url(m_answerKey.view()))},
                            {QStringLiteral("proof"), latin(protocol::signProof(proof, m_parts.identity.key()))}};
    return m_writer->add(BundleRecord{"begin", json::toText(begin), {}, {}}.toBytes());
}

Result<bool> StickPacking::step() {
    if (!m_batchesDone) return addBatch();
    if (!m_heads.isEmpty()) return addHead();
    // Behind the records that announce them, as over the network.
    if (!m_photos.isEmpty()) return addPhoto();
    if (auto done = finish(); !done) return fail(done.error());
    return false;
}

// As runs send them: five hundred, or what fits. One without packets is sent where nothing waits: it fetches the
// roster.
Result<bool> StickPacking::addBatch() {
    auto batch =
        m_parts.outbox.pending(protocol::kMaxPacketsPerSync, protocol::kMaxSyncBytes - kRoomForTheRest, m_last);
    if (!batch) return fail(batch.error());
    m_batchesDone = batch->size() == 0;
    if (m_batchesDone && !m_requests.isEmpty()) return true;
    if (!batch->isEmpty()) m_last = {batch->constLast().epoch, batch->constLast().seq};
    if (auto done = addRequest(*batch, {}); !done) return fail(done.error());
    m_packed.packets += batch->size();
    return true;
}

Result<bool> StickPacking::addHead() {
    const outbox::KeptHead head = m_heads.takeFirst();
    if (auto done = addRequest({}, head); !done) return fail(done.error());
    return true;
}

Result<void> StickPacking::addRequest(const QList<outbox::StoredPacket>& packets, const outbox::KeptHead& head) {
    auto request = m_parts.engine.requestFor(packets, head.head);
    if (!request) return fail(request.error());
    const QByteArray body = protocol::writeSyncRequest(*request);
    m_requests.append(QJsonObject{{QStringLiteral("hash"), latin(crypto::toBase64Url(crypto::sha256(body)))},
                                  {QStringLiteral("size"), request->lastCheckpointSize},
                                  {QStringLiteral("cursor"), QString::fromUtf8(request->pullCursor)},
                                  {QStringLiteral("head"), head.id}});
    return m_writer->add(BundleRecord{"sync", R"({"type":"sync"})", body, {}}.toBytes());
}

Result<bool> StickPacking::addPhoto() {
    const FileId file = m_photos.takeFirst().fileId;
    auto bytes = m_parts.outbox.photo(file);
    if (!bytes) return true; // damaged here: the photo lane says so at the next run
    const QByteArray head =
        json::toText({{QStringLiteral("type"), QStringLiteral("photo")}, {QStringLiteral("fileId"), file.toString()}});
    if (auto done = m_writer->add(BundleRecord{"photo", head, *bytes, {}}.toBytes()); !done) return fail(done.error());
    ++m_packed.photos;
    return true;
}

Result<void> StickPacking::finish() {
    // First what its answers will need: a bundle without it could never be answered.
    const QJsonObject note{{QStringLiteral("answerKey"), latin(toBase64Url(m_answerKey.view()))},
                           {QStringLiteral("requests"), m_requests}};
    if (auto kept = m_parts.outbox.setValue(bundleValueName(m_bundleId), json::toText(note)); !kept) return kept;
    return m_writer->finish();
}

} // namespace haziri::sync
