// Marks, and what is shown of them.
#include "core/muster/LaptopWorker.h"

#include "core/face/Picture.h"
#include "core/muster/DayBook.h"
#include "core/muster/Roll.h"
#include "core/muster/WorkerCard.h"

namespace haziri::muster {

MarkOutcome LaptopWorker::notOpen() const {
    MarkOutcome outcome;
    outcome.codes = {"NOT_OPEN"};
    outcome.reason = QStringLiteral("The profile is not open.");
    return outcome;
}

MarkRecorder::Who LaptopWorker::who(const WorkerId& worker, const QString& fallbackName) const {
    const auto found = m_workers.constFind(worker);
    if (found == m_workers.constEnd()) return {worker, fallbackName, {}, {}};
    return {worker, found->name, found->trade, found->gang};
}

protocol::Geo LaptopWorker::geo(const place::Position& position) const {
    if (position.source == place::PositionSource::None) return m_profile->sitePlace().value_or(protocol::Geo{});
    protocol::Geo geo;
    geo.latE7 = position.point.latE7;
    geo.lonE7 = position.point.lonE7;
    geo.accuracyCm = position.accuracyCm;
    geo.ageMs = position.ageMs(m_clock.now());
    geo.source = position.source == place::PositionSource::Gnss      ? protocol::GeoSource::Gnss
                 : position.source == place::PositionSource::Network ? protocol::GeoSource::Network
                                                                     : protocol::GeoSource::Declared;
    return geo;
}

void LaptopWorker::markFace(qint64 request, const capture::Decision& decision, Direction direction,
                            const place::Position& position) {
    if (!m_profile) return answerMark(request, notOpen());
    if (decision.kind == capture::DecisionKind::Card) return markCard(request, decision, direction, position);
    const MarkOutcome outcome = m_recorder->markFace(decision, who(decision.workerId, decision.name), direction,
                                                     person().userId, geo(position));
    m_learned->offer(outcome, decision, m_workers.value(outcome.workerId));
    answerMark(request, outcome);
}

void LaptopWorker::markCard(qint64 request, const capture::Decision& decision, Direction direction,
                            const place::Position& position) {
    const auto card = WorkerCard::read(decision.cardText, m_profile->identity());
    MarkOutcome refused;
    refused.direction = direction;
    refused.time = m_clock.now();
    if (!card || !m_workers.contains(card->workerId)) {
        refused.codes = {card ? QByteArray("CARD_UNKNOWN") : card.error().code};
        refused.reason = card ? QStringLiteral("This card belongs to nobody of this site.") : card.error().message;
        return answerMark(request, refused);
    }
    capture::Decision kept = decision;
    if (!m_workers.value(card->workerId).consentFace) kept.photoJpeg.clear(); // he did not agree to photos
    answerMark(request, m_recorder->markCard(kept, card->checked, who(card->workerId, {}), direction, person().userId,
                                             geo(position)));
}

void LaptopWorker::requestCard(const WorkerId& worker) {
    const bool known = m_profile && m_workers.contains(worker);
    Q_EMIT cardReady(worker, known ? WorkerCard::textFor(worker, m_profile->identity()) : QByteArray());
}

void LaptopWorker::markManually(qint64 request, const WorkerId& worker, Direction direction, const QString& reason,
                                const QImage& photo, const place::Position& position, Repeat repeat) {
    if (!m_profile) return answerMark(request, notOpen());
    const QByteArray jpeg = photo.isNull() ? QByteArray() : face::toJpeg(photo);
    answerMark(request, m_recorder->markManually(who(worker, {}), direction, reason, jpeg, person().userId,
                                                 geo(position), repeat));
}

void LaptopWorker::answerMark(qint64 request, MarkOutcome outcome) {
    outcome.request = request;
    const bool written = outcome.kind == MarkOutcome::Kind::Recorded || outcome.kind == MarkOutcome::Kind::Held;
    Q_EMIT marked(outcome);
    if (!written) return;
    Q_EMIT rollChanged(dayOf(outcome.time));
    tellQueue();
    syncSoonAfterMark();
}

void LaptopWorker::undoMark(qint64 request, const PacketId& mark) {
    UndoOutcome outcome;
    outcome.code = "NOT_OPEN";
    outcome.mark = mark;
    if (m_profile) outcome = m_recorder->undo(mark, person().userId);
    outcome.name = who(outcome.workerId, outcome.name).name;
    outcome.request = request;
    Q_EMIT undone(outcome);
    if (!outcome.ok) return;
    Q_EMIT rollChanged(dayOf(outcome.time));
    tellQueue();
    syncSoonAfterMark();
}

void LaptopWorker::requestRoll(QDate date) {
    RollSnapshot roll;
    roll.date = date;
    if (m_profile) roll = makeRoll(date, m_workers.values(), DayBook(m_profile->outbox()).marksOn(date));
    Q_EMIT rollReady(roll);
}

void LaptopWorker::requestQueue(int limit) {
    Q_EMIT queueReady(m_profile ? DayBook(m_profile->outbox()).queue(limit) : QList<QueueRow>());
}

void LaptopWorker::requestMarksOf(const WorkerId& worker, QDate date) {
    const auto marks = m_profile ? DayBook(m_profile->outbox()).marksOf(worker, date) : QList<MarkDetail>();
    Q_EMIT marksReady(worker, date, marks);
}

} // namespace haziri::muster
