#include "core/sync/SyncEngine.h"

#include "core/sync/CheckpointWitness.h"

#include <QTimer>

namespace haziri::sync {

using outbox::PacketState;

namespace {

constexpr qsizetype kRoomForTheRest = 96 * 1024; // head, tokens, fingerprint and commas of a request

const QByteArray kForkName = QByteArrayLiteral("stopped");

bool isAboutTheLine(const CallError& error) {
    return error.status == 0 || error.status >= 500 || error.status == 429 || error.status == 408;
}

} // namespace

SyncEngine::SyncEngine(outbox::Outbox& outbox, const device::DeviceIdentity& identity, ServerClient& client,
                       const Clock& clock, RandomSource& random, QObject* parent)
    : QObject(parent)
    , m_outbox(outbox)
    , m_identity(identity)
    , m_client(client)
    , m_clock(clock)
    , m_retry(random)
    , m_restores(client, outbox)
    , m_parts(client, outbox) {
    auto stopped = m_outbox.value(kForkName);
    if (stopped && !stopped->isEmpty()) {
        m_state = State::Stopped;
        m_stopCode = "LOG_FORK";
        m_stopMessage = QString::fromUtf8(*stopped);
    }
}

bool SyncEngine::isRunning() const {
    return m_state != State::Idle && m_state != State::BackingOff && m_state != State::Stopped;
}

void SyncEngine::enter(State state) {
    if (m_state == state) return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

void SyncEngine::start() {
    if (isRunning()) return; // finished() of the run under way is on its way
    m_summary = {};
    if (m_state == State::Stopped && m_stopCode == "LOG_FORK") {
        m_summary.code = m_stopCode;
        m_summary.message = m_stopMessage;
        QTimer::singleShot(0, this, [this] { Q_EMIT finished(m_summary); });
        return;
    }
    ++m_run;
    m_batch = protocol::kMaxPacketsPerSync;
    m_suspect.reset();
    m_signedInAgain = false;
    m_photosTried.clear();
    m_photosNext.clear();
    m_photoLooks = 0;
    m_headsTold = 0;
    m_stopCode.clear();
    m_retryIn = 0;
    if (m_client.hasSession()) {
        sendRecords();
    } else {
        signIn();
    }
}

void SyncEngine::cancel() {
    if (!isRunning()) return;
    m_client.cancelAll();
    finish({"CANCELLED", QStringLiteral("The run was cancelled.")});
}

// --- how a run ends --------------------------------------------------------------------------------------------------

void SyncEngine::finish(const Error& error) {
    ++m_run;
    m_parts.stop();
    m_sent.clear();
    m_summary.code = error.code;
    m_summary.message = error.message;
    if (error.code.isEmpty()) m_retry.success();
    if (m_state != State::Stopped && m_state != State::BackingOff) enter(State::Idle);
    Q_EMIT finished(m_summary);
}

void SyncEngine::failRun(const CallError& error) {
    if (error.error.code == "DEVICE_BLOCKED") return stop(error.error);
    m_retryIn = m_retry.afterFailure(error.retryAfterMs);
    enter(State::BackingOff);
    finish(error.error);
}

void SyncEngine::stop(const Error& error) {
    m_stopCode = error.code;
    m_stopMessage = error.message;
    enter(State::Stopped);
    finish(error);
}

// --- signing in ------------------------------------------------------------------------------------------------------

void SyncEngine::signIn() {
    enter(State::SigningIn);
    m_client.openDeviceSession(this, [this, run = m_run](const Called<Session>& session) {
        if (run != m_run) return;
        if (!session) return failRun(session.error());
        storeAnchor(session->timeToken, session->arrival);
        sendRecords();
    });
}

void SyncEngine::storeAnchor(const QByteArray& timeToken, const Arrival& arrival) {
    if (timeToken.isEmpty()) return;
    auto anchor = m_client.readTimeToken(timeToken, arrival);
    if (!anchor) return; // the old anchor stays: a missing one only makes times less certain
    if (m_outbox.setValue("anchor", anchor->toText())) Q_EMIT anchored();
}

// --- records ---------------------------------------------------------------------------------------------------------

void SyncEngine::sendRecords() {
    auto request = buildRequest();
    if (!request) return failRun({request.error(), 0, 0});
    enter(State::SendingRecords);
    m_client.sync(*request, this, [this, run = m_run](const Called<VerifiedAnswer>& answer) {
        if (run == m_run) recordsAnswered(answer);
    });
}

Result<protocol::SyncRequest> SyncEngine::buildRequest() {
    auto pending = m_outbox.pending(m_batch, protocol::kMaxSyncBytes - kRoomForTheRest);
    if (!pending) return fail(pending.error());
    auto request = requestFor(*pending);
    if (request) m_sent = std::move(*pending);
    return request;
}

Result<protocol::SyncRequest> SyncEngine::requestFor(const QList<outbox::StoredPacket>& packets,
                                                     const QByteArray& head) {
    auto end = m_outbox.chain();
    if (!end) return fail(end.error());
    auto kept = m_outbox.checkpoint();
    if (!kept) return fail(kept.error());
    auto cursor = m_outbox.pullCursor();
    if (!cursor) return fail(cursor.error());

    protocol::SyncRequest request;
    QList<QByteArray> jtis;
    for (const outbox::StoredPacket& packet : packets) {
        request.packets.append(packet.jws);
        if (!jtis.contains(packet.tok)) jtis.append(packet.tok);
    }
    auto tokens = m_outbox.tokens(jtis);
    if (!tokens) return fail(tokens.error());
    request.deviceId = m_identity.deviceId();
    request.offlineTokens = *tokens;
    request.head = head.isEmpty() ? m_identity.signHead(end->epoch, end->seq, end->hash, m_clock.now()) : head;
    request.fingerprint = m_client.fingerprintJson();
    request.lastCheckpointSize = kept->size;
    request.pullCursor = *cursor;
    request.wantsBoxKey = m_client.keys().box.isEmpty();
    return request;
}

void SyncEngine::recordsAnswered(const Called<VerifiedAnswer>& answer) {
    if (!answer) return refused(answer.error());
    enter(State::VerifyingAnswer);
    m_settledNow = 0;
    if (auto taken = takeAnswer(*answer); !taken) {
        if (taken.error().code == "LOG_FORK") return lookForRestore(*answer, taken.error());
        return failRun({taken.error(), 0, 0});
    }
    m_summary.sent += m_sent.size();
    if (m_suspect) return setSuspectAside();
    const bool progress = m_settledNow > 0 || m_sent.isEmpty();
    if (!progress) {
        return failRun(
            {{"NO_PROGRESS", QStringLiteral("The server answered, but named none of the marks it was sent.")}, 0, 0});
    }
    auto waiting = m_outbox.pending(1, 1);
    const bool moreWaits = waiting && !waiting->isEmpty();
    if (moreWaits || m_more) return sendRecords();
    sendHeads();
}

void SyncEngine::refused(const CallError& error) {
    if (error.status == 401 && !m_signedInAgain) {
        m_signedInAgain = true;
        m_client.dropSession();
        return signIn();
    }
    const bool aboutContent = error.status == 400 || error.status == 413;
    if (aboutContent && m_sent.size() > 1) {
        m_batch = int(std::max<qsizetype>(1, m_sent.size() / 2)); // find the one that the server cannot read
        return sendRecords();
    }
    if (aboutContent && m_sent.size() == 1) {
        // It may be this one, or something in every request. Only a request without it tells.
        m_suspect = outbox::Settled{
            m_sent[0].packetId, m_sent[0].seq, PacketState::Quarantined, error.error.code, error.error.message, {}, {}};
        m_batch = 0;
        return sendRecords();
    }
    failRun(error);
}

// The server, verified, takes everything but this one. It is set aside, visibly, so that the others may pass.
void SyncEngine::setSuspectAside() {
    outbox::Receipt receipt;
    receipt.results.append(*m_suspect);
    m_suspect.reset();
    m_batch = protocol::kMaxPacketsPerSync;
    if (auto done = m_outbox.settle(receipt); !done) return failRun({done.error(), 0, 0});
    ++m_summary.rejected;
    Q_EMIT settled();
    sendRecords();
}

// All or nothing: whatever is wrong with the answer, nothing of it is believed.
Result<void> SyncEngine::takeAnswer(const VerifiedAnswer& verified) {
    const protocol::SyncAnswer& answer = verified.answer;
    outbox::Receipt receipt = makeReceipt(verified);
    if (!answer.checkpoint.isEmpty() || verified.status == 200) {
        auto point = checkCheckpoint(verified);
        if (!point) return fail(point.error());
        receipt.checkpoint = *point;
        m_summary.checkpointSize = point->size;
    }
    if (auto done = m_outbox.settle(receipt); !done) return done;
    m_settledNow = receipt.results.size();
    m_summary.deviceTrust = answer.deviceTrust;
    if (auto done = takeTokens(verified); !done) return done;
    QList<FileId> wanted;
    for (const QByteArray& text : answer.needFiles) {
        if (auto id = FileId::fromText(text)) wanted.append(*id);
    }
    if (auto done = m_outbox.photosWanted(wanted); !done) return done;
    if (auto done = takePull(answer); !done) return done;
    Q_EMIT settled();
    for (const outbox::Settled& one : receipt.results) {
        if (one.code == "CHAIN_FORK") noticeFork();
    }
    return {};
}

Result<outbox::Checkpointed> SyncEngine::checkCheckpoint(const VerifiedAnswer& verified) {
    auto kept = m_outbox.checkpoint();
    if (!kept) return fail(kept.error());
    if (!m_client.keys().log) return fail("CHECKPOINT_INVALID", QStringLiteral("The log's key is not known."));
    return witness(*kept, verified.answer.checkpoint, verified.answer.consistency, *m_client.keys().log,
                   serverTimeOf(verified));
}

UnixMillis SyncEngine::serverTimeOf(const VerifiedAnswer& verified) const {
    const auto anchor = m_client.readTimeToken(verified.answer.timeToken, verified.arrival);
    return anchor ? UnixMillis{anchor->serverTimeMs} : UnixMillis{};
}

// --- a log that contradicts what was witnessed -----------------------------------------------------------------------

void SyncEngine::lookForRestore(const VerifiedAnswer& verified, const Error& fork) {
    auto kept = m_outbox.checkpoint();
    if (!kept) return failRun({kept.error(), 0, 0});
    const QByteArray note = verified.answer.checkpoint;
    const auto point = audit::verifyCheckpoint(note, *m_client.keys().log);
    if (!point) return failRun({point.error(), 0, 0});
    const outbox::Checkpointed fresh{note, point->size, point->root, serverTimeOf(verified)};
    m_restores.start(*kept, fresh,
                     [this, run = m_run, kept = *kept, fresh, fork](Called<std::optional<FoundRestore>> found) {
                         if (run != m_run) return;
                         if (!found) return failRun(found.error()); // not known yet: nothing is believed, nothing lost
                         if (!*found) return stopAtFork(kept, fresh.note, fork);
                         goOnAfterRestore(kept, fresh, **found);
                     });
}

void SyncEngine::stopAtFork(const outbox::Checkpointed& kept, const QByteArray& note, const Error& fork) {
    // Kept before anything else: this is the proof that history was rewritten.
    if (auto done = m_outbox.keepEvidence("LOG_FORK", kept.note, note); !done) return failRun({done.error(), 0, 0});
    if (auto done = m_outbox.setValue(kForkName, fork.message.toUtf8()); !done) return failRun({done.error(), 0, 0});
    stop(fork);
}

void SyncEngine::goOnAfterRestore(const outbox::Checkpointed& kept, const outbox::Checkpointed& fresh,
                                  const FoundRestore& restore) {
    const auto waiting = m_outbox.acceptRestore({restore.shared, kept, fresh});
    if (!waiting) return failRun({waiting.error(), 0, 0});
    m_summary.restoredTo = restore.logSize;
    m_summary.restoredAt = restore.at;
    m_summary.sendingAgain += *waiting;
    m_photosTried.clear();
    Q_EMIT logRestored(*waiting, restore.at);
    Q_EMIT settled();
    sendRecords();
}

outbox::Receipt SyncEngine::makeReceipt(const VerifiedAnswer& verified) {
    outbox::Receipt receipt;
    QHash<QByteArray, qint64> asked; // packetId → seq: an answer speaks for what it was asked about only
    for (const outbox::StoredPacket& packet : m_sent)
        asked.insert(packet.packetId.toText(), packet.seq);
    for (const protocol::PacketResult& result : verified.answer.results) {
        const auto found = asked.constFind(result.packetId);
        if (found == asked.constEnd() || *found != result.seq) continue;
        outbox::Settled one{*PacketId::fromText(result.packetId),
                            result.seq,
                            PacketState::Synced,
                            result.code,
                            result.message,
                            std::nullopt,
                            result.recordHash};
        if (result.index) one.index = *result.index;
        switch (result.status) {
        case protocol::PacketStatus::Accepted:
            ++m_summary.accepted;
            break;
        case protocol::PacketStatus::Duplicate:
            ++m_summary.duplicate;
            // It carries the code of its first answer, which may have been lost: what is held there is held here.
            if (!result.code.isEmpty()) one.state = PacketState::Held;
            break;
        case protocol::PacketStatus::Held:
            one.state = PacketState::Held;
            ++m_summary.held;
            break;
        case protocol::PacketStatus::Rejected:
            one.state = PacketState::Rejected;
            ++m_summary.rejected;
            break;
        }
        receipt.results.append(one);
        asked.erase(found);
    }
    if (!receipt.results.isEmpty()) receipt.evidence = verified.signature + '\n' + verified.bodyHash;
    return receipt;
}

Result<void> SyncEngine::takeTokens(const VerifiedAnswer& verified) {
    storeAnchor(verified.answer.timeToken, verified.arrival);
    const QByteArray& compact = verified.answer.offlineToken;
    if (compact.isEmpty()) return {};
    auto token = m_client.readOfflineToken(compact);
    if (!token) return {}; // the old one goes on until it expires
    if (auto done = m_outbox.addToken(token->jti, compact, UnixMillis{token->exp * 1000}); !done) return done;
    return m_outbox.setValue("token", compact);
}

Result<void> SyncEngine::takePull(const protocol::SyncAnswer& answer) {
    m_more = false;
    if (answer.cursor.isEmpty()) return {};
    QList<outbox::PulledChange> changes;
    for (const QJsonValue& value : answer.changes) {
        const QJsonObject object = value.toObject();
        changes.append({object[QStringLiteral("type")].toString().toUtf8(), object});
    }
    auto before = m_outbox.pullCursor();
    if (auto done = m_outbox.applyPull(changes, answer.cursor); !done) return done;
    m_more = answer.more && before && *before != answer.cursor; // a server that stands still must not keep us here
    if (!changes.isEmpty()) Q_EMIT pulled();
    return {};
}

Result<void> SyncEngine::takeCarried(const VerifiedAnswer& verified, const Carried& asked, RunSummary& summary) {
    m_sent.clear();
    for (const protocol::PacketResult& result : verified.answer.results) {
        const auto id = PacketId::fromText(result.packetId);
        auto seq = id ? m_outbox.pendingSeq(*id) : Result<std::optional<qint64>>(std::optional<qint64>());
        if (!seq) return fail(seq.error());
        if (*seq) m_sent.append({0, **seq, *id, {}, {}});
    }
    m_summary = summary;
    outbox::Receipt receipt = makeReceipt(verified);
    m_sent.clear();
    auto kept = m_outbox.checkpoint();
    if (!kept) return fail(kept.error());
    if (verified.status == 200 && kept->size == asked.checkpointSize) {
        auto point = checkCheckpoint(verified);
        // A fork or an announced restore: only a line can tell which. Nothing is taken, and the next run over one
        // decides.
        if (!point) return fail(point.error());
        receipt.checkpoint = *point;
        m_summary.checkpointSize = point->size;
    }
    if (auto done = m_outbox.settle(receipt); !done) return done;
    summary = m_summary;
    summary.sent += receipt.results.size();
    VerifiedAnswer withoutTime = verified;
    withoutTime.answer.timeToken.clear();
    if (auto done = takeTokens(withoutTime); !done) return done;
    auto cursor = m_outbox.pullCursor();
    if (!cursor) return fail(cursor.error());
    if (*cursor == asked.cursor) {
        if (auto done = takePull(verified.answer); !done) return done;
    }
    Q_EMIT settled();
    for (const outbox::Settled& one : receipt.results) {
        if (one.code == "CHAIN_FORK") noticeFork();
    }
    return {};
}

void SyncEngine::noticeFork() {
    const QString why =
        QStringLiteral("The server already holds other marks under these numbers: this profile is an old copy of "
                       "itself. Enrol the laptop again; the marks are kept.");
    auto closed = m_outbox.closedBecause();
    if (closed && !closed->isEmpty()) return;
    if (m_outbox.closeChain(why)) Q_EMIT newEpochNeeded(why);
}

// --- heads that were signed while there was no line -----------------------------------------------------------------

// After the marks, since these are the evidence about them, and before the photos; each goes in a request of its own,
// which is all that the protocol knows. What a month offline has gathered is told over several runs.
void SyncEngine::sendHeads() {
    constexpr int kMostPerRun = 40;
    auto heads = m_outbox.headsToTell(1);
    if (!heads || heads->isEmpty() || m_headsTold >= kMostPerRun) return sendPhotos();
    ++m_headsTold;
    auto request = requestFor({}, heads->constFirst().head);
    if (!request) return failRun({request.error(), 0, 0});
    m_sent.clear();
    enter(State::SendingRecords);
    m_client.sync(*request, this,
                  [this, run = m_run, id = heads->constFirst().id](const Called<VerifiedAnswer>& answer) {
                      if (run == m_run) headAnswered(id, answer);
                  });
}

void SyncEngine::headAnswered(qint64 id, const Called<VerifiedAnswer>& answer) {
    if (answer) {
        enter(State::VerifyingAnswer);
        if (auto taken = takeAnswer(*answer); !taken) {
            if (taken.error().code == "LOG_FORK") return lookForRestore(*answer, taken.error());
            return failRun({taken.error(), 0, 0});
        }
    } else if (isAboutTheLine(answer.error()) || answer.error().status == 401 ||
               answer.error().error.code == "DEVICE_BLOCKED") {
        return refused(answer.error());
    }
    // Told, or of an enrolment that the server does not know any more: either way it must not stand in the way.
    if (auto done = m_outbox.headTold(id); !done) return failRun({done.error(), 0, 0});
    auto waiting = m_outbox.pending(1, 1);
    if (waiting && !waiting->isEmpty()) return sendRecords();
    sendHeads();
}

// --- photos ----------------------------------------------------------------------------------------------------------

// Least tried first, each once a run even where some fail. Looked up by the hundred: with ten thousand that fail,
// asking again for each would look at all of them every time.
std::optional<outbox::PhotoToSend> SyncEngine::nextPhoto() {
    constexpr int kLook = 500;
    const auto takeUntried = [this]() -> std::optional<outbox::PhotoToSend> {
        while (!m_photosNext.isEmpty()) {
            const outbox::PhotoToSend photo = m_photosNext.takeFirst();
            if (!m_photosTried.contains(photo.fileId)) return photo;
        }
        return std::nullopt;
    };
    if (auto photo = takeUntried()) return photo;
    // What failed in this run has one try more than before, and so mostly stands behind what is still to come.
    for (int limit = kLook;; limit += kLook + int(m_photosTried.size())) {
        ++m_photoLooks;
        auto ready = m_outbox.photosReady(limit);
        if (!ready) return std::nullopt;
        const bool all = ready->size() < limit;
        m_photosNext = std::move(*ready);
        if (auto photo = takeUntried()) return photo;
        if (all) return std::nullopt;
    }
}

void SyncEngine::sendPhotos() {
    auto waiting = m_outbox.pending(1, 1); // marks come first, those too that were taken while a photo travelled
    if (waiting && !waiting->isEmpty()) return sendRecords();
    enter(State::SendingPhotos);
    const auto photo = nextPhoto();
    if (!photo) return finish();
    if (m_meter && !m_meter->allows(photo->bytes)) {
        m_summary.photosOverBudget = true;
        return finish();
    }
    m_photosTried.insert(photo->fileId);
    m_photoTries = photo->tries;
    auto bytes = m_outbox.photo(photo->fileId);
    if (!bytes) {
        photoAnswered(photo->fileId, tl::make_unexpected(CallError{bytes.error(), 422, 0}));
        return;
    }
    sendPhoto(*photo, *bytes);
}

void SyncEngine::sendPhoto(const outbox::PhotoToSend& photo, const QByteArray& bytes) {
    const auto spend = [this](qint64 spent) { return m_meter ? m_meter->spend(spent) : Result<void>(); };
    const auto answered = [this, run = m_run, file = photo.fileId](const Called<void>& answer) {
        if (run == m_run) photoAnswered(file, answer);
    };
    m_photoBytes = photo.bytes;
    m_photoBegan = m_clock.boot().bootMs;
    m_inParts = m_parts.isDue(photo.bytes);
    if (m_inParts) return m_parts.start(photo.fileId, bytes, spend, answered);
    if (auto spent = spend(photo.bytes); !spent) return failRun({spent.error(), 0, 0});
    m_client.putPhoto(photo.fileId, bytes, this, answered);
}

// The mean of the last few, so that an estimate follows a line that changes.
void SyncEngine::noteRate() {
    const qint64 took = std::max<qint64>(1, m_clock.boot().bootMs - m_photoBegan);
    const qint64 rate = (m_inParts ? m_parts.sentBytes() : m_photoBytes) * 1000 / took;
    m_photoRate = m_photoRate == 0 ? rate : (3 * m_photoRate + rate) / 4;
}

void SyncEngine::photoAnswered(const FileId& file, const Called<void>& answer) {
    constexpr int kMaxTries = 5;
    if (answer) {
        ++m_summary.photosSent;
        noteRate();
        if (auto done = m_outbox.photoSent(file); !done) return failRun({done.error(), 0, 0});
        Q_EMIT settled();
        return sendPhotos();
    }
    const CallError& error = answer.error();
    if (!m_inParts && error.status == 0) m_parts.noteBreak(error.error);
    if (error.status == 401 && !m_signedInAgain) {
        m_signedInAgain = true;
        m_client.dropSession();
        m_photosTried.remove(file);
        return signIn();
    }
    if (error.status == 410 && error.error.code == "FILE_ERASED") { // settled: the server will never want it
        if (auto done = m_outbox.photoForgotten(file); !done) return failRun({done.error(), 0, 0});
        Q_EMIT settled();
        return sendPhotos();
    }
    if (isAboutTheLine(error) || error.status == 401 || error.error.code == "DEVICE_BLOCKED") return failRun(error);
    ++m_summary.photosFailed; // about this photo: the others go on
    const bool forGood = error.status == 422 || error.status == 413 || m_photoTries + 1 >= kMaxTries;
    if (auto done = m_outbox.photoFailed(file, error.error.code, forGood); !done) return failRun({done.error(), 0, 0});
    sendPhotos();
}

} // namespace haziri::sync
