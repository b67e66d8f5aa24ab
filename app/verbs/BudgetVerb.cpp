#include "app/verbs/VerbSupport.h"
#include "app/verbs/Verbs.h"
#include "core/sync/MeteredLine.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <cmath>

namespace haziri::app {

using muster::Laptop;

namespace {

constexpr qint64 kMegabyte = 1'000'000;

std::optional<sync::PhotoBudget> read(const Options& options, sync::PhotoBudget budget) {
    const QString megabytes = options.value("photos-mb-per-day"), when = options.value("when");
    if (!megabytes.isEmpty()) {
        // What is less than a byte would be no limit at all.
        static const QRegularExpression plain(QStringLiteral("\\A[0-9]{1,6}(\\.[0-9]{1,6})?\\z"));
        const double number = plain.match(megabytes).hasMatch() ? megabytes.toDouble() : 0;
        const qint64 bytes = std::llround(number * double(kMegabyte));
        if (megabytes == QStringLiteral("off"))
            budget.bytesPerDay = 0;
        else if (bytes >= 1 && bytes <= 100'000 * kMegabyte)
            budget.bytesPerDay = bytes;
        else
            return std::nullopt;
    }
    if (!when.isEmpty()) {
        if (when != QStringLiteral("metered") && when != QStringLiteral("always")) return std::nullopt;
        budget.always = when == QStringLiteral("always");
    }
    return budget;
}

void say(const muster::QueueSummary& queue) {
    const auto& photos = queue.photoLane;
    sayJson({{QStringLiteral("photosMbPerDay"),
              photos.budget.bytesPerDay > 0 ? QJsonValue(double(photos.budget.bytesPerDay) / kMegabyte) : QJsonValue()},
             {QStringLiteral("when"), photos.budget.always ? QStringLiteral("always") : QStringLiteral("metered")},
             {QStringLiteral("metered"), photos.metered},
             {QStringLiteral("spentTodayBytes"), photos.spentToday},
             {QStringLiteral("leftTodayBytes"), photos.leftToday ? QJsonValue(*photos.leftToday) : QJsonValue()},
             {QStringLiteral("photosWaiting"), queue.photosWaiting},
             {QStringLiteral("photoBytesWaiting"), queue.photoBytesWaiting}});
}

} // namespace

int runBudget(const QStringList& arguments) {
    const Options options(arguments, {{"profile"}, {"photos-mb-per-day", false}, {"when", false}});
    if (!read(options, {})) {
        complain("USAGE", QStringLiteral("budget --profile DIR [--photos-mb-per-day N|off] [--when metered|always]"));
        return kExitUsage;
    }
    sync::MeteredLine metered;
    Laptop::Options laptopWith = laptopOptions(options);
    laptopWith.metered = &metered;
    Laptop laptop(laptopWith);
    const bool changes = !options.value("photos-mb-per-day").isEmpty() || !options.value("when").isEmpty();
    QObject::connect(&laptop, &Laptop::photoBudgetKept, &laptop, [&](const QByteArray& code, const QString& message) {
        if (!code.isEmpty()) {
            complain(code, message);
            return QCoreApplication::exit(kExitFailed);
        }
        say(laptop.queue());
        QCoreApplication::exit(kExitOk);
    });
    bool asked = false;
    QObject::connect(&laptop, &Laptop::queueChanged, &laptop, [&](const muster::QueueSummary& queue) {
        if (std::exchange(asked, true)) return;
        const auto budget = changes ? read(options, queue.photoLane.budget) : queue.photoLane.budget;
        laptop.setPhotoBudget(*budget);
    });
    return runLaptop(laptop, [] {});
}

} // namespace haziri::app
