// The way to paper through the system's own print dialog: a card, a slip and a register, agreed to and called off.
// Without a printer the dialog offers a file, and what lies in it is read back.
#include "tests/support/DemoFeed.h"
#include "tests/support/DemoReview.h"
#include "tests/support/GateWindow.h"
#include "ui/office/DayPage.h"
#include "ui/registers/RegisterPreview.h"
#include "ui/registers/RegistersPage.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Table.h"
#include "ui/widgets/Text.h"
#include "ui/workers/WorkerProfile.h"
#include "ui/workers/WorkersPage.h"

#include <QLineEdit>
#include <QPrintDialog>
#include <QPrinter>
#include <QProcess>
#include <QStandardPaths>
#include <QTimer>

using namespace haziri;
using namespace haziri::ui;

namespace {

/// Does something with the next print dialog; how many there were.
class Answer : public QObject {
  public:
    explicit Answer(std::function<void(QPrintDialog&)> how)
        : m_how(std::move(how)) {
        connect(&m_look, &QTimer::timeout, this, [this] {
            auto* dialog = qobject_cast<QPrintDialog*>(QApplication::activeModalWidget());
            if (!dialog) return;
            m_look.stop();
            ++count;
            m_how(*dialog);
        });
        m_look.start(5);
    }
    int count = 0;

  private:
    std::function<void(QPrintDialog&)> m_how;
    QTimer m_look;
};

/// Agrees, to a file.
std::function<void(QPrintDialog&)> into(const QString& path) {
    return [path](QPrintDialog& dialog) {
        QLineEdit* name = dialog.findChild<QLineEdit*>(QStringLiteral("filename"));
        if (name) name->setText(path);
        dialog.printer()->setOutputFormat(QPrinter::PdfFormat);
        dialog.printer()->setOutputFileName(path);
        dialog.accept();
    };
}

void no(QPrintDialog& dialog) {
    dialog.reject();
}

/// By what stands on it or what it is called.
Button* buttonOf(QWidget* page, const QString& name) {
    for (Button* button : page->findChildren<Button*>())
        if (button->text() == name || button->accessibleName() == name) return button;
    return nullptr;
}

/// The dialog comes, is left, and no file is made.
bool printsNothing(Button* print, const QString& path) {
    Answer answer(no);
    print->click();
    return answer.count == 1 && !QFile::exists(path);
}

QString textOf(const QString& path) {
    QProcess reader;
    reader.start(QStringLiteral("pdftotext"), {path, QStringLiteral("-")});
    return reader.waitForFinished(30'000) ? QString::fromUtf8(reader.readAllStandardOutput()) : QString();
}

} // namespace

class PrintDialogTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        Style::apply(*qApp, Theme::load(QStringLiteral("light")));
        if (QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty())
            QSKIP("poppler-utils is not installed: what was printed cannot be read back");
    }

    void aCard() {
        test::GateWindow gate;
        gate.window.open(MainWindow::Page::Workers);
        auto* page = gate.window.findChild<WorkersPage*>();
        auto* table = page->findChild<Table*>();
        QTRY_COMPARE(table->model()->rowCount(), 1);
        Q_EMIT table->rowOpened(table->model()->index(0, 0));
        Button* print = buttonOf(page->profile(), QStringLiteral("Print the card"));
        QVERIFY(print);
        const QString path = gate.bench.dir.filePath(QStringLiteral("card.pdf"));
        {
            Answer answer(no);
            print->click();
            QTRY_COMPARE(answer.count, 1);
            QTRY_VERIFY(!QApplication::activeModalWidget());
            QVERIFY(!QFile::exists(path));
        }
        Answer answer(into(path));
        print->click();
        QTRY_COMPARE(answer.count, 1);
        QTRY_VERIFY(QFile::exists(path));
        QTRY_VERIFY(textOf(path).contains(QStringLiteral("Ravi Kumar")));
    }

    void aSlip() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("slip.pdf"));
        DayPage page([] { return QDate(2026, 11, 22); });
        page.resize(1200, 700);
        page.show();
        page.setNames(tests::demoNames(false));
        page.setUser(QStringLiteral("Hina"));
        page.setSites(tests::demoSites(false));
        page.choose(tests::demoSites(false).first().siteId, QDate(2026, 11, 22));
        page.setMarks(tests::demoDayMarks(), true);
        page.selectRow(2);
        page.showSlip(page.model()->mark(2).index, "HAZIRI1:" + QByteArray(1900, 'Q'));
        Button* print = buttonOf(&page, QStringLiteral("Print…"));
        QVERIFY(print && print->isEnabled());
        QVERIFY(printsNothing(print, path));
        Answer answer(into(path));
        print->click();
        QCOMPARE(answer.count, 1);
        const QString text = textOf(path);
        QVERIFY2(text.contains(LogWords(tests::demoNames(false)).worker(page.model()->mark(2).workerId)),
                 qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("Hina"))); // who printed it
    }

    void aRegister() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("register.pdf"));
        RegistersPage page([] { return QDate(2026, 11, 22); });
        page.resize(1200, 700);
        page.show();
        page.setSites(tests::demoSites(false));
        page.choose(QStringLiteral("10-muster-ix-xiv"), tests::demoSites(false).first().siteId, QDate(2026, 11, 1));
        page.setReport(tests::demoReport(false, false, 9));
        QTRY_VERIFY(page.preview()->pageCount() > 1);
        Button* print = buttonOf(&page, QStringLiteral("Print…"));
        QVERIFY(print && print->isEnabled());
        QVERIFY(printsNothing(print, path));
        {
            Answer answer(into(path));
            print->click();
            QCOMPARE(answer.count, 1);
            QVERIFY(page.job()->isRunning() && !print->isEnabled()); // beside the window
            QTRY_VERIFY(!page.job()->isRunning());
            const QString text = textOf(path);
            QCOMPARE(text.count(QChar(u'\f')), page.preview()->pageCount());
            QVERIFY(text.contains(QStringLiteral("Mohammad")));
            // Every page names the log that it was made from.
            QCOMPARE(text.count(QStringLiteral("mdClQk3v9sTzW1yXbN7uEoRhFgPaJcLi5D8K2Vt0xMo")),
                     page.preview()->pageCount());
        }
        Answer answer([&](QPrintDialog& dialog) {
            dialog.setPrintRange(QAbstractPrintDialog::PageRange);
            dialog.setFromTo(2, 2);
            into(path)(dialog);
            dialog.printer()->setFromTo(2, 2); // as the dialog does where its own fields were used
        });
        QFile::remove(path);
        print->click();
        QTRY_VERIFY(!page.job()->isRunning());
        QCOMPARE(textOf(path).count(QChar(u'\f')), 1);
    }

    void aLongRegisterCanBeStopped() {
        const QTemporaryDir folder;
        RegistersPage page([] { return QDate(2026, 11, 22); });
        page.resize(1200, 700);
        page.show();
        page.setSites(tests::demoSites(false));
        page.choose(QStringLiteral("10-muster-ix-xiv"), tests::demoSites(false).first().siteId, QDate(2026, 11, 1));
        page.setReport(tests::demoReport(false, false, 200));
        QTRY_VERIFY_WITH_TIMEOUT(page.preview()->pageCount() > 1, 60'000);
        Answer answer(into(folder.filePath(QStringLiteral("register.pdf"))));
        QSignalSpy finished(page.job(), &RegisterExport::finished);
        buttonOf(&page, QStringLiteral("Print…"))->click();
        QCOMPARE(answer.count, 1);
        page.job()->cancel();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
        QCOMPARE(finished.first().at(1).toByteArray(), QByteArray("CANCELLED"));
        QVERIFY(std::ranges::any_of(page.findChildren<Text*>(), [](const Text* text) {
            return text->text().contains(QStringLiteral("Not every page was printed"));
        }));
    }
};

QTEST_MAIN(PrintDialogTest)
#include "PrintDialogTest.moc"
