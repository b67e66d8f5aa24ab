#include "ui/review/LogWords.h"

#include "ui/words/Words.h"

namespace haziri::ui {

using review::LogRecord;

namespace {

QString joined(const QStringList& parts) {
    QStringList kept;
    for (const QString& part : parts)
        if (!part.isEmpty()) kept << part;
    return kept.join(QStringLiteral(" · "));
}

QString fraction(qint32 thousandths) {
    return Words::decimal(thousandths / 1000.0, 2);
}

bool isOfMark(const LogRecord& record) {
    return record.kind == "attendance" && record.attendance();
}

} // namespace

Tone LogWords::tone(const LogRecord& record) {
    const QByteArray& kind = record.kind;
    if (kind == "fraud" || kind == "vault.integrity") return Tone::Bad;
    if (record.isHeld() || kind == "device.block" || kind == "restore") return Tone::Held;
    if (kind == "attendance" || kind.startsWith("worker.")) return Tone::Ok;
    if (kind.startsWith("vault.") || kind.startsWith("device.") || kind.startsWith("attendance.") ||
        kind.startsWith("fraud."))
        return Tone::Accent;
    return Tone::Neutral;
}

QString LogWords::kind(const LogRecord& record) {
    const QString word = Words::kind(record.kind);
    return record.isHeld() && record.kind == "attendance" ? tr("held mark") : word;
}

QString LogWords::worker(const WorkerId& id) const {
    if (id.isNull()) return {};
    const QString name = m_names ? m_names->worker(id) : QString();
    return name.isEmpty() ? tr("worker %1").arg(id.toString().right(6)) : name;
}

QString LogWords::user(const UserId& id) const {
    if (id.isNull()) return {};
    const QString name = m_names ? m_names->user(id) : QString();
    return name.isEmpty() ? tr("user %1").arg(id.toString().right(6)) : name;
}

QString LogWords::site(const SiteId& id) const {
    if (id.isNull()) return {};
    const QString name = m_names ? m_names->site(id) : QString();
    return name.isEmpty() ? tr("site %1").arg(id.toString().right(6)) : name;
}

QString LogWords::laptop(const QByteArray& deviceId) const {
    if (deviceId.isEmpty()) return {};
    const QString owner = m_names ? m_names->user(m_names->ownerOf(deviceId)) : QString();
    const QString mark = QString::fromLatin1(deviceId.left(4));
    return owner.isEmpty() ? tr("laptop %1").arg(mark) : tr("%1's laptop %2").arg(owner, mark);
}

QString LogWords::trustRule(const protocol::TrustRule& rule) {
    const QByteArray& name = rule.rule;
    if (name == "registered") return tr("its key was proved at sign-in");
    if (name == "blocked") return tr("blocked by the office");
    if (name == "new-device") return tr("enrolled less than a week ago");
    if (name == "no-user-agent" || name == "no-app-version") return tr("does not say which program it is");
    if (name == "new-user-agent") return tr("another program than before");
    if (name == "many-addresses") return tr("many network addresses in a day");
    if (name == "no-registered-fingerprint" || name == "no-fingerprint") return tr("does not describe the machine");
    if (name == "other-fingerprint") return tr("looks like another machine");
    if (name == "changed-fingerprint") return tr("the machine was changed");
    if (name == "drifted-fingerprint") return tr("the machine was changed a little");
    if (name == "open-events") return tr("alerts that nobody decided yet");
    if (name == "confirmed-events") return tr("alerts that were confirmed");
    return rule.detail.isEmpty() ? QString::fromUtf8(name) : rule.detail;
}

std::pair<QString, QString> LogWords::attendance(const LogRecord& record) const {
    const auto* mark = record.attendance();
    const QString who = worker(record.workerId);
    return {mark ? QStringLiteral("%1 %2").arg(who, Words::direction(mark->direction)) : who,
            record.isHeld() && !record.code.isEmpty() ? joined({site(record.siteId), Words::brief(record.code)})
                                                      : site(record.siteId)};
}

std::pair<QString, QString> LogWords::decision(const LogRecord& record) const {
    const QByteArray& to = record.decision.isEmpty() ? record.status : record.decision;
    QString verdict;
    if (to == "accept" || to == "accepted")
        verdict = tr("The mark counts");
    else if (to == "reject" || to == "rejected")
        verdict = tr("The mark does not count");
    else if (to == "ask")
        verdict = tr("Asked back");
    else if (to == "held")
        verdict = tr("Held again");
    else if (to == "corrected")
        verdict = tr("The mark was undone at the gate");
    return {verdict, joined({user(record.userId), record.reason})};
}

std::pair<QString, QString> LogWords::parts(const LogRecord& record) const {
    const QByteArray& kind = record.kind;
    const QString name = record.name.isEmpty() ? worker(record.workerId) : record.name;
    if (record.erased) return {tr("Content erased; the proof remains"), {}};
    if (kind == "attendance") return attendance(record);
    if (kind == "attendance.correct") return {worker(record.workerId), site(record.siteId)};
    if (kind == "fraud") return {Words::brief(record.code), laptop(record.deviceId)};
    if (kind == "vault.access") return {tr("%1 opened a photo").arg(user(record.userId)), record.purpose};
    if (kind == "vault.integrity") return {tr("A stored photo was changed from outside"), {}};
    if (kind == "attendance.override" || kind == "fraud.resolve") return decision(record);
    if (kind == "worker.enrol")
        return {name, record.userId.isNull() ? QString() : tr("vouched for by %1").arg(user(record.userId))};
    if (kind.startsWith("worker.")) return {name, record.reason};
    if (kind == "device.register") return {laptop(record.deviceId), site(record.siteId)};
    if (kind == "device.block" || kind == "device.unblock")
        return {laptop(record.deviceId),
                joined({record.reason, record.userId.isNull() ? QString() : tr("by %1").arg(user(record.userId))})};
    if (kind == "user.add") return {record.name, Words::role(record.role)};
    if (kind == "user.key") return {user(record.userId), laptop(record.deviceId)};
    if (kind == "log.start") return {tr("Beginning of the log"), {}};
    return {record.name, record.reason};
}

QString LogWords::what(const LogRecord& record) const {
    const auto [first, second] = parts(record);
    return joined({first, second});
}

QString LogWords::headline(const LogRecord& record) const {
    if (!record.erased && isOfMark(record))
        return QStringLiteral("%1 · %2").arg(worker(record.workerId), Words::direction(record.attendance()->direction));
    const QString line = parts(record).first;
    return line.isEmpty() ? Words::kind(record.kind) : line;
}

QString LogWords::timeCertainty(const LogRecord& record) const {
    if (record.timeClass == "anchored")
        return tr("sure, ± %1 s")
            .arg(Words::number(qMax<qint64>(1, (record.latest.value - record.earliest.value + 1000) / 2000)));
    if (record.timeClass == "bounded")
        return tr("between %1 and %2").arg(Words::clockTime(record.earliest), Words::clockTime(record.latest));
    return record.timeClass.isEmpty() ? QString() : tr("not sure");
}

QStringList LogWords::lines(const LogRecord& record) const {
    if (!record.packet) return {Words::dayAndTime(record.at)};
    const QString certainty = timeCertainty(record);
    const QString taken = Words::dayAndTime(record.packet->timestamp);
    QStringList lines{certainty.isEmpty() ? taken : QStringLiteral("%1 (%2)").arg(taken, certainty)};
    const auto* mark = record.attendance();
    if (!mark) return lines;
    QString place;
    const auto& geo = mark->geo;
    if (geo.source == protocol::GeoSource::Gnss)
        place = tr("GNSS ± %1 m").arg(Words::number(geo.accuracyCm / 100));
    else if (geo.source == protocol::GeoSource::Network)
        place = tr("network ± %1 m").arg(Words::number(geo.accuracyCm / 100));
    else if (geo.source == protocol::GeoSource::Declared)
        place = tr("place as declared");
    else
        place = tr("no position");
    lines << joined({site(record.siteId), place});
    if (mark->match)
        lines << tr("face %1, next best %2 · live %3")
                     .arg(fraction(mark->match->score), fraction(mark->match->runnerUp),
                          fraction(mark->match->liveness));
    else if (mark->method == protocol::Method::Card)
        lines << tr("marked by card");
    else if (mark->method == protocol::Method::Manual)
        lines << tr("marked by hand");
    return lines;
}

QList<std::pair<QString, QString>> LogWords::rows(const LogRecord& record) const {
    QList<std::pair<QString, QString>> rows;
    const auto add = [&](const QString& label, const QString& value) {
        if (!value.isEmpty()) rows << std::pair(label, value);
    };
    for (const QByteArray& code : record.codes)
        add(record.isHeld() ? tr("Held because") : tr("Found"), Words::sentence(code));
    add(tr("Purpose"), record.purpose);
    add(tr("Reason"), record.reason);
    if (record.packet) {
        const qint64 late = record.at.value - record.packet->timestamp.value;
        add(tr("Offline sync"),
            record.offline ? tr("yes, %1 later").arg(Words::age(qMax<qint64>(0, late))) : tr("no, sent at once"));
        add(tr("Recorded by"), joined({user(record.userId), laptop(record.deviceId)}));
    } else {
        add(tr("By"), user(record.userId));
        add(tr("Laptop"), laptop(record.deviceId));
        add(tr("Site"), site(record.siteId));
        add(tr("From the address"), record.address);
    }
    add(tr("Written to the log"), record.at.value ? Words::dayAndTime(record.at) : QString());
    return rows;
}

} // namespace haziri::ui
