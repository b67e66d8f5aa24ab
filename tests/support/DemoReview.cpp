#include "tests/support/DemoReview.h"

#include "tests/support/DemoFeed.h"
#include "tests/support/DemoLog.h"

namespace haziri::tests {

std::shared_ptr<review::NameBook> demoNames(bool hindi) {
    auto names = std::make_shared<review::NameBook>();
    QList<review::WorkerLine> workers;
    const auto roll = demoRoll(hindi);
    for (const auto& row : roll.rows) {
        review::WorkerLine worker;
        worker.workerId = row.workerId;
        worker.name = row.name;
        workers << worker;
    }
    names->learn(workers);
    const auto call = [&](const char* kind, auto&& set) {
        review::LogRecord record;
        record.kind = kind;
        set(record);
        names->learn(record);
    };
    const auto user = [&](int n, const QString& name) {
        call("user.add", [&](review::LogRecord& record) {
            record.userId = demoUser(n);
            record.name = name;
        });
    };
    const auto site = [&](int n, const QString& name) {
        call("site.add", [&](review::LogRecord& record) {
            record.siteId = demoSite(n);
            record.name = name;
        });
    };
    user(1, hindi ? QStringLiteral("सुनीता") : QStringLiteral("Sunita"));
    user(2, hindi ? QStringLiteral("हिना") : QStringLiteral("Hina"));
    site(1, hindi ? QStringLiteral("गेट A") : QStringLiteral("Gate A"));
    site(2, hindi ? QStringLiteral("गेट B") : QStringLiteral("Gate B"));
    for (qint64 i = 5; i < 7; ++i)
        names->learn(review::LogRecord::of(demoEntry(i)));
    return names;
}

review::AlertList demoAlerts() {
    review::AlertList list{{}, 6};
    struct Item {
        const char* code;
        int points;
        const char* detail;
    };
    const Item items[] = {
        {"CHAIN_FORK", 60, "Two different packets with seq 412: a second copy of this device"},
        {"SIGNATURE_INVALID", 50, "The MAC does not fit the device's secret"},
        {"PHOTO_REUSE", 40, "The photo was sent before, with packet 3f1c, for another worker"},
        {"CLOCK_STEP", 25, "The clock was put back by 2 h 4 min between two marks"},
        {"GEOFENCE", 20, "1.2 km from the site's fence, accuracy 9 m"},
        {"MANUAL", 10, "Marked by hand on six days in a row"},
    };
    int n = 0;
    for (const Item& item : items) {
        review::Alert alert;
        ++n;
        alert.eventId = EventId(demoUser(100 + n).bytes());
        alert.at = today(7, 41 - n);
        alert.code = item.code;
        alert.deviceId = "Zr8Kq2mXw0Yt5bN1cVhJ7sLpD4gAeF9uRiOy3TkQxWs";
        if (n > 2) alert.workerId = workerNumber(n);
        alert.siteId = demoSite(1 + n % 2);
        alert.points = item.points;
        alert.state = "open";
        alert.detail = QString::fromUtf8(item.detail);
        alert.index = 1284290 + n;
        list.alerts << alert;
    }
    return list;
}

review::AttendanceDays demoDays() {
    const QDate last(2026, 11, 22);
    review::AttendanceDays days(last, 30);
    const int base[] = {186, 134};
    for (int back = 29; back >= 0; --back) {
        const QDate day = last.addDays(-back);
        for (int site = 1; site <= 2; ++site) {
            if (site == 2 && back < 3) continue;
            const int rest = day.dayOfWeek() == 7 ? 38 : (back * 7 + site * 5) % 23;
            for (int i = 0; i < base[site - 1] - rest; ++i) {
                review::Mark mark;
                mark.workerId = workerNumber(site * 1000 + i);
                mark.siteId = demoSite(site);
                mark.timestamp = {QDateTime(day, QTime(7, 30), Qt::UTC).toMSecsSinceEpoch()};
                mark.direction = "in";
                mark.status = back == 0 && i < 6 ? "held" : "accepted";
                days.add(mark);
            }
        }
    }
    return days;
}

review::EntryProof demoProof(qint64 index, const crypto::Digest& leaf, int steps) {
    review::EntryProof proof{index, leaf, {}, {"haziri.test/log", 1284306, {}}};
    crypto::Digest node = leaf;
    for (int i = 0; i < steps; ++i) {
        const crypto::Digest sibling = crypto::sha256(QByteArray::number(i));
        const bool left = (index >> i) & 1;
        node = left ? audit::hashChildren(sibling, node) : audit::hashChildren(node, sibling);
        proof.steps << review::ProofStep{sibling, left, node};
    }
    proof.checkpoint.root = node;
    return proof;
}

} // namespace haziri::tests
