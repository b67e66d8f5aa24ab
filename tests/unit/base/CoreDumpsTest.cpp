// After the call the system writes no core file for this process.
#include "core/base/CoreDumps.h"

#include <QtTest>
#include <sys/resource.h>

class CoreDumpsTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theLimitIsNoneAndStaysSo() {
        haziri::forbidCoreDumps();
        rlimit limit{1, 1};
        QCOMPARE(getrlimit(RLIMIT_CORE, &limit), 0);
        QCOMPARE(limit.rlim_cur, rlim_t(0));
        QCOMPARE(limit.rlim_max, rlim_t(0));
    }
};

QTEST_GUILESS_MAIN(CoreDumpsTest)
#include "CoreDumpsTest.moc"
