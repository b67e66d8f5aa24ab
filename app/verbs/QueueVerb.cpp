#include "app/verbs/VerbSupport.h"
#include "app/verbs/Verbs.h"
#include "core/muster/Profile.h"

namespace haziri::app {

// Needs neither the keys nor the profile's lock: support can look while the window is open.
int runQueue(const QStringList& arguments) {
    const Options options(arguments, {{"profile"}});
    auto entries = outbox::Outbox::peek(muster::outboxPath(options.value("profile")));
    if (!entries) {
        complain(entries.error().code, entries.error().message);
        return kExitFailed;
    }
    if (entries->isEmpty()) {
        const auto enrolled = outbox::Outbox::wasEnrolled(muster::outboxPath(options.value("profile")));
        if (enrolled && !*enrolled)
            complain("NOT_REGISTERED", QStringLiteral("This profile is not enrolled at a server yet; its queue is "
                                                      "empty."));
    }
    for (const outbox::QueueEntry& entry : *entries) {
        sayJson({{QStringLiteral("epoch"), entry.epoch},
                 {QStringLiteral("seq"), entry.seq},
                 {QStringLiteral("packetId"), entry.packetId.toString()},
                 {QStringLiteral("kind"), QString::fromLatin1(entry.kind)},
                 {QStringLiteral("status"), QLatin1StringView(outbox::toText(entry.state))},
                 {QStringLiteral("code"), orNull(QString::fromLatin1(entry.code))},
                 {QStringLiteral("index"), entry.index ? QJsonValue(*entry.index) : QJsonValue()},
                 {QStringLiteral("photo"), orNull(QString::fromLatin1(entry.photoState))}});
    }
    return kExitOk;
}

} // namespace haziri::app
