#include "server/sync/SyncService.h"

#include "server/sync/PacketChecker.h"
#include "server/sync/PullFeed.h"

#include "core/sql/Snapshot.h"

namespace haziri::sync {

using store::ServiceAnswer;

namespace {

// Whatever the store's trouble is called: nothing was acknowledged, and the client may come again.
ServiceAnswer unavailable(const Error& error) {
    qWarning("sync: %s: %s", error.code.constData(), qUtf8Printable(error.message));
    return store::problem({"STORE_UNAVAILABLE", error.message});
}

bool isForgeryOnly(const QList<CheckedPacket>& packets) {
    return !packets.isEmpty() && std::all_of(packets.begin(), packets.end(), [](const CheckedPacket& checked) {
        return checked.authenticity == Authenticity::Unproved;
    });
}

const store::DeviceEpoch* findEpoch(const std::vector<store::DeviceEpoch>& epochs, qint64 number) {
    const auto found =
        std::find_if(epochs.begin(), epochs.end(), [&](const auto& epoch) { return epoch.epoch == number; });
    return found == epochs.end() ? nullptr : &*found;
}

} // namespace

ServiceAnswer SyncService::handle(const QByteArray& body, const SyncCaller& caller) {
    auto request = protocol::readSyncRequest(body);
    if (!request) return store::problem(request.error());
    if (request->deviceId != caller.device.deviceId || caller.device.isBlocked)
        return store::problem(
            {"DEVICE_BLOCKED", QStringLiteral("the session belongs to another device, or it is blocked")});
    if (request->head.isEmpty() && !request->packets.isEmpty())
        return store::problem({"MALFORMED", QStringLiteral("head: is missing")});
    auto database = m_parts.pool.database();
    if (!database) return unavailable(database.error());
    return process(**database, caller.received.isNull() ? body : caller.received, *request, caller);
}

ServiceAnswer SyncService::process(sql::Database& database, const QByteArray& requestBody,
                                   const protocol::SyncRequest& request, const SyncCaller& caller) {
    const UnixMillis now = m_parts.clock.now();
    std::optional<sql::Snapshot> reading(database);
    TokenBook tokens(m_parts.keys, m_verified, caller.device);
    tokens.addCarried(request.offlineTokens);
    PacketChecker checker({database, caller.device, m_parts.vaultKeys, tokens, m_parts.enrolment, now});
    const auto epochs = checker.epochs();
    if (!epochs) return unavailable(epochs.error());
    auto trust = m_parts.trust.score(database, caller.device, caller.contact, now);
    if (!trust) return unavailable(trust.error());
    BatchInput input{caller.device,
                     caller.contact,
                     std::move(*trust),
                     {},
                     tokens.carried(),
                     **epochs,
                     {},
                     request.head,
                     now,
                     m_parts.tokens.signTimeToken(caller.device, now),
                     request.lastCheckpointSize};

    const auto publicKey = crypto::Ed25519PublicKey::fromRaw(caller.device.publicKey);
    if (!publicKey) return unavailable(publicKey.error());
    if (!request.head.isEmpty()) {
        auto head = protocol::verifyHead(request.head, *publicKey);
        // Its device did sign it: nobody forged anything, and nobody can read what it says.
        if (!head && head.error().code == "HEAD_UNREADABLE")
            return store::problem({"MALFORMED", QStringLiteral("head: ") + head.error().message});
        if (!head || head->deviceId != caller.device.deviceId) {
            reading.reset();
            return refuseHead(database, requestBody, request, input);
        }
        // Genuine, of an enrolment that a restored server has lost: no forgery, and nothing may be settled.
        if (!findEpoch(**epochs, head->epoch))
            return store::problem({"EPOCH_UNKNOWN", QStringLiteral("enrol this laptop again")});
        input.head = std::move(*head);
    }
    input.packets.reserve(request.packets.size());
    for (const QByteArray& jws : request.packets) {
        auto checked = checker.check(jws);
        if (!checked) return unavailable(checked.error());
        input.packets.append(std::move(*checked));
    }
    const auto over = m_budget.refusal(database, input);
    if (!over) return unavailable(over.error());
    if (*over) return **over;
    reading.reset();
    input.touched = touchedBy(input);
    return commit(database, requestBody, request, input);
}

ServiceAnswer SyncService::commit(sql::Database& database, const QByteArray& requestBody,
                                  const protocol::SyncRequest& request, const BatchInput& input) {
    auto output = m_queue.commit(input);
    if (!output) return unavailable(output.error());
    if (output->dayUse) m_budget.note(input.device.deviceNo, input.now, *output->dayUse);
    if (output->isBlocked)
        return store::problem({"DEVICE_BLOCKED", QStringLiteral("the device was blocked meanwhile")});
    protocol::SyncAnswer answer;
    answer.results = std::move(output->results);
    answer.needFiles = std::move(output->needFiles);
    answer.timeToken = std::move(output->timeToken);
    answer.offlineToken = std::move(output->offlineToken);
    return assemble(database, requestBody, request, input, *output, answer, isForgeryOnly(input.packets) ? 403 : 200);
}

// What the round said of the log is durable by now: the checkpoint never runs ahead of the disk. A client that saw a
// longer log than this gets no proof and will say so: there is none.
ServiceAnswer SyncService::assemble(sql::Database& database, const QByteArray& requestBody,
                                    const protocol::SyncRequest& request, const BatchInput& input,
                                    const BatchOutput& output, protocol::SyncAnswer& answer, int status) {
    answer.checkpoint = m_parts.log.note(output.log->standing);
    for (const auto& hash : output.consistency)
        answer.consistency.append(crypto::toBase64Url(hash));
    auto page = PullFeed(database, m_parts.vaultKeys, m_parts.random)
                    .after(request.pullCursor, input.device.siteId, output.log->newestChange);
    if (!page) return unavailable(page.error());
    answer.changes = std::move(page->changes);
    answer.cursor = std::move(page->cursor);
    answer.more = page->more;
    if (request.wantsBoxKey) answer.boxKey = m_parts.keys.boxPublicKey();
    answer.deviceTrust = input.trust.score;
    answer.explain = input.trust.explain;
    return store::signedAnswer(m_parts.keys, requestBody, status, withServerKeys(protocol::writeSyncAnswer(answer)));
}

// Only where there was a rotation: whoever knows an earlier key finds here how to follow.
QByteArray SyncService::withServerKeys(QByteArray body) const {
    const QJsonArray chain = m_parts.keys.keyChain();
    if (chain.isEmpty()) return body;
    const QByteArray keys =
        json::toText({{QStringLiteral("keyChain"), chain}, {QStringLiteral("serverKeys"), m_parts.keys.serverKeys()}});
    body.chop(1);
    return body + ',' + keys.sliced(1);
}

// Without a good head nothing of the batch is looked at, let alone kept: the device may send it again with one.
ServiceAnswer SyncService::refuseHead(sql::Database& database, const QByteArray& requestBody,
                                      const protocol::SyncRequest& request, const BatchInput& input) {
    BatchInput onlyHead{input.device,    input.contact,           input.trust, {}, {}, input.epochs, {}, {}, input.now,
                        input.timeToken, input.lastCheckpointSize};
    CheckedPacket forged;
    forged.jws = request.head;
    forged.hash = crypto::sha256(request.head);
    forged.rejection = Rejection{"SIGNATURE_INVALID", QStringLiteral("The chain head was not signed by this device")};
    onlyHead.packets.append(forged);

    onlyHead.touched = touchedBy(onlyHead);
    const auto over = m_budget.refusal(database, onlyHead);
    if (!over) return unavailable(over.error());
    if (*over) return **over;
    auto output = m_queue.commit(onlyHead);
    if (!output) return unavailable(output.error());
    if (output->dayUse) m_budget.note(onlyHead.device.deviceNo, onlyHead.now, *output->dayUse);
    if (output->isBlocked)
        return store::problem({"DEVICE_BLOCKED", QStringLiteral("the device was blocked meanwhile")});
    protocol::SyncAnswer answer;
    answer.timeToken = std::move(output->timeToken);
    answer.offlineToken = std::move(output->offlineToken);
    for (const QByteArray& jws : request.packets) {
        protocol::PacketResult result = claimOf(jws);
        result.status = protocol::PacketStatus::Rejected;
        result.code = forged.rejection->code;
        result.message = forged.rejection->message;
        answer.results.append(result);
    }
    return assemble(database, requestBody, request, onlyHead, *output, answer, 403);
}

} // namespace haziri::sync
