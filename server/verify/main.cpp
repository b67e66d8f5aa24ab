#include "server/verify/Options.h"
#include "server/verify/Verification.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <cstdio>

namespace {

using namespace haziri;

enum Exit { kHolds = 0, kBadLog = 1, kUnreadable = 2 };
constexpr qint64 kProgressEvery = 250'000;

void print(FILE* to, const QString& line) {
    const QByteArray text = line.toUtf8();
    fwrite(text.constData(), 1, size_t(text.size()), to);
    fputc('\n', to);
}

/// What comes from the log is shown with its control characters escaped: it may be hostile.
QString shown(const QByteArray& text) {
    QString result;
    for (const QChar c : QString::fromUtf8(text.left(400)))
        result += c.isPrint() ? QString(c) : QStringLiteral("\\u%1").arg(ushort(c.unicode()), 4, 16, QLatin1Char('0'));
    return result;
}

int report(const verify::Outcome& outcome, double seconds) {
    if (outcome.unreadable) {
        print(stderr, QStringLiteral("cannot read the log: %1 (%2)")
                          .arg(outcome.unreadable->message, QLatin1String(outcome.unreadable->code)));
        return kUnreadable;
    }
    if (outcome.badCheckpoint) {
        print(stdout, QStringLiteral("bad checkpoint: ") + outcome.badCheckpoint->message);
    } else if (outcome.bad) {
        print(stdout, QStringLiteral("first bad index: %1").arg(outcome.bad->index));
        print(stdout, QStringLiteral("  what:     ") + outcome.bad->what);
        print(stdout, QStringLiteral("  expected: ") + shown(outcome.bad->expected));
        print(stdout, QStringLiteral("  found:    ") + shown(outcome.bad->found));
    }
    const QString numbers = QStringLiteral("%1 entries, %2 without data, %3 s")
                                .arg(outcome.entries)
                                .arg(outcome.withoutData)
                                .arg(seconds, 0, 'f', 2);
    if (!outcome.holds()) {
        print(stdout, QStringLiteral("the log does NOT hold: ") + numbers + QStringLiteral(" up to there"));
        return kBadLog;
    }
    print(stdout, QStringLiteral("the log holds: %1; %2 at size %3, root %4")
                      .arg(numbers, shown(outcome.checkpoint.origin))
                      .arg(outcome.checkpoint.size)
                      .arg(QLatin1String(crypto::toBase64Url(outcome.checkpoint.root))));
    if (outcome.withoutData)
        print(stdout, QStringLiteral("note: %1 records are erased or withheld from whoever asks without a token; their "
                                     "data could not be compared")
                          .arg(outcome.withoutData));
    return kHolds;
}

int explain(const Error& error) {
    const bool asked = error.code == "HELP" || error.code == "VERSION";
    print(asked ? stdout : stderr, error.message);
    return asked ? kHolds : kUnreadable;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const auto options = verify::readOptions(application.arguments());
    if (!options) return explain(options.error());
    QElapsedTimer timer;
    timer.start();
    const auto progress = [](qint64 entries) {
        if (entries % kProgressEvery == 0) print(stderr, QStringLiteral("%1 entries").arg(entries));
    };
    const auto outcome = verify::verifyLog(*options->open(), options->key, options->witnessed, progress);
    return report(outcome, double(timer.nsecsElapsed()) / 1e9);
}
