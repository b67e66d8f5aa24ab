#include "core/crypto/Library.h"
#include "server/verify/Options.h"
#include "server/verify/SlipReport.h"
#include "server/verify/Verification.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <cstdio>

namespace {

using namespace haziri;

enum Exit { kHolds = 0, kBadLog = 1, kUnreadable = 2 };
constexpr qint64 kProgressEvery = 250'000;
constexpr qsizetype kMostRemarks = 200;

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

QString places(const verify::HeadRemark& remark) {
    if (remark.firstSeq == remark.lastSeq)
        return QStringLiteral("epoch %1 seq %2").arg(remark.epoch).arg(remark.firstSeq);
    return QStringLiteral("epoch %1 seq %2-%3").arg(remark.epoch).arg(remark.firstSeq).arg(remark.lastSeq);
}

QString entriesOf(const verify::HeadRemark& remark) {
    if (remark.firstIndex == remark.lastIndex) return QStringLiteral("entry %1").arg(remark.firstIndex);
    return QStringLiteral("entries %1-%2").arg(remark.firstIndex).arg(remark.lastIndex);
}

QString sentence(const verify::HeadRemark& remark) {
    const QString who = QStringLiteral("warning: device %1 %2").arg(shown(remark.deviceId), places(remark));
    switch (remark.kind) {
    case verify::HeadRemark::Kind::NotCovered:
        return who + QStringLiteral(" (%1): not covered by a head that the device signed").arg(entriesOf(remark));
    case verify::HeadRemark::Kind::Conflict:
        return who + QStringLiteral(" (%1): the device signed another packet there; the log reports it")
                         .arg(entriesOf(remark));
    case verify::HeadRemark::Kind::Missing:
        return who +
               QStringLiteral(": missing; the device went on after it, and the log does not hold it, or its record is "
                              "erased");
    case verify::HeadRemark::Kind::TellsOfGap:
        return who + QStringLiteral(": missing; the log says so itself");
    case verify::HeadRemark::Kind::Awaited:
        break;
    }
    return who + QStringLiteral(": the device signed it, and the log does not hold it");
}

void reportHeads(const verify::HeadReport& heads) {
    if (heads.packets)
        print(stdout, QStringLiteral("heads: %1 of %2 packets are covered by %3 heads that their devices signed")
                          .arg(heads.covered)
                          .arg(heads.packets)
                          .arg(heads.heads));
    for (const auto& remark : heads.remarks.first(std::min(heads.remarks.size(), kMostRemarks)))
        print(stdout, sentence(remark));
    if (heads.remarks.size() > kMostRemarks)
        print(stdout, QStringLiteral("warning: and %1 more").arg(heads.remarks.size() - kMostRemarks));
    if (heads.unreadable)
        print(stdout, QStringLiteral("warning: %1 records name a packet that cannot be read").arg(heads.unreadable));
}

int report(const verify::Outcome& outcome, double seconds) {
    if (outcome.unreadable) {
        print(stderr, QStringLiteral("cannot read the log: %1 (%2)")
                          .arg(outcome.unreadable->message, QLatin1String(outcome.unreadable->code)));
        return kUnreadable;
    }
    const bool isUnsigned = outcome.badCheckpoint && outcome.badCheckpoint->code == "NO_CHECKPOINT";
    if (isUnsigned) {
        print(stdout,
              QStringLiteral("no signed checkpoint: it is not in the log, and --checkpoint FILE was not given; the "
                             "hashes of %1 entries fit together, but nobody signed them")
                  .arg(outcome.entries));
    } else if (outcome.badCheckpoint) {
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
    reportHeads(outcome.heads);
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
    crypto::keepLibraryToTheEnd();
    QCoreApplication application(argc, argv);
    const auto options = verify::readOptions(application.arguments());
    if (!options) return explain(options.error());
    if (!options->slip.isEmpty()) {
        const verify::SlipReport slip = verify::reportSlip(options->slip, options->key);
        for (const QString& line : slip.lines)
            print(stdout, line);
        return slip.holds ? kHolds : kBadLog;
    }
    QElapsedTimer timer;
    timer.start();
    const auto progress = [](qint64 entries) {
        if (entries % kProgressEvery == 0) print(stderr, QStringLiteral("%1 entries").arg(entries));
    };
    const auto outcome = verify::verifyLog(*options->open(), options->key, options->witnessed, progress);
    return report(outcome, double(timer.nsecsElapsed()) / 1e9);
}
