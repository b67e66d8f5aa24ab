#include "server/sync/BundleDesk.h"

#include "server/store/DeviceRepository.h"

#include "core/base/Base64Url.h"
#include "core/base/Json.h"
#include "core/crypto/BoxKey.h"
#include "core/protocol/BundleRecord.h"
#include "core/protocol/Proof.h"
#include "core/protocol/SyncMessages.h"
#include "core/sealed/Bundle.h"

namespace haziri::sync {

using protocol::BundleRecord;

struct BundleDesk::Sender {
    store::Device device;
    crypto::SecretBytes answerKey;
};

namespace {

QByteArray signatureOf(const store::ServiceAnswer& answer) {
    for (const auto& [name, value] : answer.headers)
        if (name.compare("haziri-signature", Qt::CaseInsensitive) == 0) return value;
    return {};
}

int statusFor(const Error& error) {
    if (error.code == "FILE_FOREIGN") return 403;
    if (error.code == "FILE_ERASED") return 410;
    if (error.code == "FILE_MISMATCH") return 422;
    return store::problem(error).status;
}

} // namespace

// Whoever knows the server's key can seal a bundle; the proof says whose it is, and that the answers are his.
Result<BundleDesk::Sender> BundleDesk::readSender(const QByteArray& text) {
    auto record = BundleRecord::read(text);
    if (!record) return fail(record.error());
    auto begin = json::Reader::parse(record->head);
    if (!begin || record->type != "begin") return fail("MALFORMED", QStringLiteral("a bundle begins with its sender"));
    const QByteArray deviceId = begin->text("deviceId", 64);
    Sender sender;
    sender.answerKey = crypto::SecretBytes::take(begin->bytes("answerKey", 32));
    const QByteArray proofText = begin->text("proof", 4096);
    if (begin->error()) return fail(*begin->error());
    auto database = m_parts.pool.database();
    if (!database) return fail(database.error());
    auto device = store::DeviceRepository(**database).find(deviceId);
    if (!device) return fail(device.error());
    if (!*device || (*device)->isBlocked)
        return fail("DEVICE_BLOCKED", QStringLiteral("this device is unknown or blocked"));
    sender.device = **device;
    auto key = crypto::Ed25519PublicKey::fromRaw(sender.device.publicKey);
    if (!key) return fail(key.error());
    auto proof = protocol::verifyProof(proofText, *key, "bundle");
    if (!proof) return fail(proof.error());
    if (proof->deviceId != deviceId || proof->codeHash != crypto::toBase64Url(crypto::sha256(sender.answerKey.view())))
        return fail("SIGNATURE_INVALID", QStringLiteral("the proof belongs to another bundle"));
    return sender;
}

Result<QByteArray> BundleDesk::answerSync(const QByteArray& body, const Sender& sender) {
    if (body.size() > protocol::kMaxSyncBytes) return fail("TOO_LARGE");
    auto request = protocol::readSyncRequest(body);
    // Over the network the session stands for the device; here only its own signature does.
    if (request && request->head.isEmpty()) return fail("MALFORMED", QStringLiteral("a request without a head"));
    SyncCaller caller{sender.device, {}, {}, body};
    caller.session.deviceNo = sender.device.deviceNo;
    caller.session.deviceId = sender.device.deviceId;
    caller.session.userId = sender.device.userId;
    caller.session.role = sender.device.role;
    caller.contact.address = "bundle";
    caller.contact.userAgent = "bundle";
    if (request) {
        caller.contact.simHash = request->fingerprint[QStringLiteral("simHash")].toString().left(16).toUtf8();
        caller.contact.app = request->fingerprint[QStringLiteral("appVersion")].toString().left(40).toUtf8();
    }
    caller.contact.firstAt = caller.contact.lastAt = m_parts.clock.now();
    const store::ServiceAnswer answer = m_parts.sync.handle(body, caller);
    if (answer.status >= 500)
        return fail("STORE_UNAVAILABLE", QStringLiteral("the store refused; take it again later"));
    QByteArray signature = signatureOf(answer);
    if (signature.isEmpty())
        signature = signatureOf(store::signedAnswer(m_parts.keys, body, answer.status, answer.body));
    return BundleRecord{"sync",
                        json::toText({{QStringLiteral("type"), QStringLiteral("sync")},
                                      {QStringLiteral("status"), answer.status},
                                      {QStringLiteral("signature"), QString::fromLatin1(signature)}}),
                        answer.body,
                        {}}
        .toBytes();
}

Result<QByteArray> BundleDesk::answerPhoto(const QByteArray& fileId, const QByteArray& bytes, const Sender& sender,
                                           bool& taken) {
    const auto id = FileId::fromText(fileId);
    if (!id) return fail("MALFORMED", QStringLiteral("not a fileId"));
    const auto stored = m_parts.vault.put(*id, bytes, sender.device.deviceNo);
    if (!stored && stored.error().code.startsWith("STORE_")) return fail(stored.error());
    taken = stored.has_value();
    const int status = !stored ? statusFor(stored.error()) : *stored == vault::VaultService::Stored::New ? 201 : 200;
    const QByteArray body =
        stored ? json::toText({{QStringLiteral("fileId"), id->toString()}, {QStringLiteral("stored"), true}})
               : json::toText({{QStringLiteral("code"), QString::fromLatin1(stored.error().code)},
                               {QStringLiteral("fileId"), id->toString()}});
    const store::ServiceAnswer answer = store::signedAnswer(m_parts.keys, bytes, status, body);
    return BundleRecord{"photo",
                        json::toText({{QStringLiteral("type"), QStringLiteral("photo")},
                                      {QStringLiteral("fileId"), id->toString()},
                                      {QStringLiteral("status"), status},
                                      {QStringLiteral("signature"), QString::fromLatin1(signatureOf(answer))}}),
                        body,
                        {}}
        .toBytes();
}

Result<BundleDesk::Taken> BundleDesk::take(const QString& in, const QString& out) {
    auto opened = sealed::BundleReader::open(in);
    if (!opened) return fail(opened.error());
    sealed::BundleReader& reader = **opened;
    const protocol::BundleHeader header = protocol::BundleHeader::read(reader.header());
    auto key = crypto::openBox(m_parts.keys.boxKey(), header.ephemeral, protocol::kBundlePurpose);
    if (!key) return fail("BUNDLE_DAMAGED", QStringLiteral("this is no bundle of a laptop"));
    reader.setKey(std::move(*key));
    // Once through the whole file before anything of it counts.
    auto first = reader.next();
    if (!first) return fail(first.error());
    if (!*first) return fail("BUNDLE_DAMAGED", QStringLiteral("the bundle is empty"));
    auto sender = readSender(**first);
    if (!sender) return fail(sender.error());
    for (;;) {
        auto record = reader.next();
        if (!record) return fail(record.error());
        if (!*record) break;
    }
    if (auto back = reader.rewind(); !back) return fail(back.error());
    if (auto again = reader.next(); !again) return fail(again.error());

    auto writer = sealed::BundleWriter::create(out, protocol::kAnswersMark + header.bundleId, sender->answerKey.clone(),
                                               m_parts.random);
    if (!writer) return fail(writer.error());
    Taken taken;
    taken.deviceId = sender->device.deviceId;
    for (;;) {
        auto text = reader.next();
        if (!text) return fail(text.error());
        if (!*text) break;
        auto record = BundleRecord::read(**text);
        if (!record) return fail(record.error());
        Result<QByteArray> answer = fail("MALFORMED", QStringLiteral("an unknown kind of record"));
        if (record->type == "sync") {
            answer = answerSync(record->body, *sender);
            ++taken.requests;
        } else if (record->type == "photo") {
            bool stored = false;
            answer = answerPhoto(record->fileId, record->body, *sender, stored);
            ++(stored ? taken.photos : taken.photosRefused);
        }
        if (!answer) return fail(answer.error());
        if (auto written = (*writer)->add(*answer); !written) return fail(written.error());
    }
    if (auto finished = (*writer)->finish(); !finished) return fail(finished.error());
    return taken;
}

} // namespace haziri::sync
