// A week of a busy gate on one laptop: marks with photos by the thousand, restarts, lines that break, evening syncs.
//
//   LaptopSoak [MARKS [DAYS]]      10,000 marks over 7 days unless told otherwise
//
// Prints per day what a mark costs, what the evening's sync costs, how large the store and the process are, and ends
// with 1 if a mark is missing, doubled, out of order or not synced, or if the process grows by the day. The server is
// the tests' pretended one, in the same process: what it holds in memory is printed beside the process's size.
#include "tests/support/LaptopBench.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <algorithm>
#include <cstdio>
#include <random>

using namespace haziri;
using namespace haziri::test;

namespace {

constexpr qint64 kDayMs = 86'400'000;

qint64 residentBytes() {
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("VmRSS:")) return line.mid(6).simplified().split(' ').constFirst().toLongLong() * 1024;
    return 0;
}

qint64 percentile(std::vector<qint64>& sorted, double part) {
    return sorted.empty() ? 0 : sorted[size_t(double(sorted.size() - 1) * part)];
}

class Soak {
  public:
    Soak(int marks, int days)
        : m_perDay((marks + days - 1) / days)
        , m_days(days) {}

    int run() {
        std::printf("%4s %7s %12s %12s %9s %10s %10s %12s\n", "day", "marks", "mark p50 us", "mark p99 us", "sync s",
                    "store MB", "process MB", "pretended MB");
        for (int day = 1; day <= m_days; ++day)
            oneDay(day);
        return verdict();
    }

  private:
    void oneDay(int day) {
        std::vector<qint64> took;
        for (int i = 0; i < m_perDay; ++i) {
            const QByteArray photo = QByteArray::number(m_ids.size()) + QByteArray(20'000, char('a' + i % 26));
            QElapsedTimer timer;
            timer.start();
            m_ids.append(m_bench.mark(photo));
            took.push_back(timer.nsecsElapsed() / 1000);
            if (m_random() % 400 == 0) restart();
            if (m_random() % 300 == 0) syncOverABrokenLine();
        }
        std::sort(took.begin(), took.end());
        QElapsedTimer timer;
        timer.start();
        sync();
        const double syncSeconds = double(timer.elapsed()) / 1000;
        m_bench.server.clock.advance(kDayMs - m_perDay * 1000);
        prune();
        forgetPhotos();
        std::printf("%4d %7lld %12lld %12lld %9.1f %10.1f %10.1f %12.1f\n", day, qlonglong(m_ids.size()),
                    qlonglong(percentile(took, 0.5)), qlonglong(percentile(took, 0.99)), syncSeconds, storeMegabytes(),
                    double(residentBytes()) / 1e6, pretendedMegabytes());
        std::fflush(stdout);
        m_ownMegabytes.push_back(double(residentBytes()) / 1e6 - pretendedMegabytes());
    }

    void restart() {
        m_bench.reopen();
        m_bench.startEngine();
    }
    void syncOverABrokenLine() {
        m_bench.line.twist = [this](const sync::HttpRequest&, sync::HttpAnswer answer) -> Result<sync::HttpAnswer> {
            if (m_random() % 3) return answer;
            return fail("OFFLINE", QStringLiteral("the line broke"));
        };
        runOnce();
        m_bench.line.twist = {};
    }
    void sync() {
        for (int tries = 0; tries < 20; ++tries)
            if (runOnce().code.isEmpty() && m_bench.pending() == 0 &&
                m_bench.profile->outbox().summary()->photosWaiting == 0)
                return;
    }
    sync::RunSummary runOnce() {
        QSignalSpy finished(m_bench.engine.get(), &sync::SyncEngine::finished);
        m_bench.engine->start();
        if (finished.isEmpty() && !finished.wait(600'000)) qFatal("the run did not end");
        return finished.takeFirst().at(0).value<sync::RunSummary>();
    }
    void prune() {
        const auto pruned = m_bench.profile->outbox().prunePhotos(m_bench.server.clock.now());
        if (!pruned) qFatal("%s", pruned.error().code.constData());
    }
    /// The server's part is not what is measured.
    void forgetPhotos() {
        m_photos += qint64(m_bench.server.photos.size());
        m_bench.server.photos.clear();
        m_bench.line.requests.clear();
    }

    double storeMegabytes() const {
        qint64 bytes = 0;
        const QDir folder(m_bench.dir.filePath(QStringLiteral("p")));
        for (const QFileInfo& file : folder.entryInfoList(QDir::Files))
            bytes += file.size();
        return double(bytes) / 1e6;
    }
    double pretendedMegabytes() const {
        qint64 bytes = 0;
        for (const QByteArray& jws : m_bench.server.committed)
            bytes += jws.size();
        return double(bytes) / 1e6;
    }

    int verdict() {
        int wrong = 0;
        const auto say = [&](const char* what, qint64 number) {
            if (number) std::printf("WRONG: %s: %lld\n", what, qlonglong(number)), ++wrong;
        };
        const auto queue = m_bench.profile->outbox().queue(int(m_ids.size()) + 10, false);
        if (!queue) qFatal("%s", queue.error().code.constData());
        qint64 misplaced = 0, unsynced = 0;
        for (qsizetype i = 0; i < queue->size(); ++i) {
            misplaced += queue->at(i).seq != i + 1 || i >= m_ids.size() || queue->at(i).packetId != m_ids[i];
            unsynced += queue->at(i).state != outbox::PacketState::Synced;
        }
        say("marks missing or doubled on the laptop", std::abs(m_ids.size() - queue->size()));
        say("marks out of order", misplaced);
        say("marks not synced", unsynced);
        say("marks missing or doubled at the server", std::abs(m_ids.size() - m_bench.server.committed.size()));
        say("photos missing at the server", m_ids.size() - m_photos);
        // The first days fill what is bounded; from then on a day must leave nothing behind.
        constexpr double kMostPerDay = 2; // MB
        const double grown = m_ownMegabytes.size() > 3 ? m_ownMegabytes.back() - m_ownMegabytes[2] : 0;
        say("megabytes that the process grew after the third day, beyond what is bounded",
            grown > kMostPerDay * double(m_ownMegabytes.size()) ? qint64(grown) : 0);
        if (!wrong) std::printf("%lld marks, each once, in order, synced with its photo\n", qlonglong(m_ids.size()));
        return wrong ? 1 : 0;
    }

    const int m_perDay, m_days;
    std::mt19937 m_random{7};
    LaptopBench m_bench;
    QList<PacketId> m_ids;
    qint64 m_photos = 0;
    std::vector<double> m_ownMegabytes; ///< by day
};

} // namespace

int main(int count, char** words) {
    QCoreApplication application(count, words);
    const int marks = count > 1 ? QByteArray(words[1]).toInt() : 10'000;
    const int days = count > 2 ? QByteArray(words[2]).toInt() : 7;
    if (marks < days || days < 1) {
        std::fprintf(stderr, "LaptopSoak [MARKS [DAYS]]\n");
        return 2;
    }
    return Soak(marks, days).run();
}
