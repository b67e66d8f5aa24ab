#include "ui/presenter/SlipDesk.h"

#include "core/base/Elsewhere.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Popover.h"
#include "ui/widgets/QrCode.h"
#include "ui/words/Words.h"
#include "ui/workers/WorkerProfile.h"
#include "ui/workers/WorkersPage.h"

#include <QDir>
#include <QFileDialog>

namespace haziri::ui {

SlipDesk::SlipDesk(muster::Laptop& laptop, WorkersPage& page, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_laptop(laptop)
    , m_page(page)
    , m_clock(clock) {
    connect(&page, &WorkersPage::profileOpened, this, &SlipDesk::askForMarks);
    connect(page.profile(), &WorkerProfile::slipWanted, this, &SlipDesk::make);
    connect(&laptop, &muster::Laptop::marksReady, this,
            [this](const WorkerId& worker, QDate day, const QList<muster::MarkDetail>& marks) {
                if (worker == m_page.profile()->worker()) m_page.profile()->setMarks(day, marks);
            });
}

void SlipDesk::askForMarks(const WorkerId& worker) {
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_clock.now().value).date();
    for (int back = 0; back < kDays; ++back)
        m_laptop.requestMarksOf(worker, today.addDays(-back));
}

void SlipDesk::make(const muster::KnownWorker& worker, const muster::MarkDetail& mark) {
    m_client = m_clients ? m_clients() : nullptr;
    if (!m_client || !mark.row.index)
        return m_page.profile()->sayCard([] { return Words::sentence("NOT_REGISTERED"); });
    m_page.profile()->sayCard([] { return tr("Asking the server for the proof…"); });
    m_client->openAsLaptop(this, [this, worker, mark](const Result<void>& opened) {
        if (!opened) return took(worker, mark, fail(opened.error()));
        m_client->makeSlip(*mark.row.index, this, [this, worker, mark](const Result<QByteArray>& text) {
            m_client->signOut();
            took(worker, mark, text);
        });
    });
}

void SlipDesk::took(const muster::KnownWorker& worker, const muster::MarkDetail& mark, const Result<QByteArray>& text) {
    WorkerProfile* profile = m_page.profile();
    if (profile->worker() != worker.workerId) return; // somebody else stands there now
    if (!text) return profile->sayCard([code = text.error().code] { return Words::sentenceAndAdvice(code); });
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(mark.row.at.value);
    SlipWords words;
    words.worker = worker.name;
    words.number = worker.workerId.toString().right(8).toUpper();
    words.site = m_laptop.site().name;
    words.when = Words::date(when, QStringLiteral("d MMM yyyy HH:mm"));
    words.direction = Words::direction(mark.direction);
    words.status = Words::status(mark.row.status);
    words.entry = tr("Entry %1 of the log").arg(Words::number(*mark.row.index));
    words.printedBy = m_laptop.user().name;
    words.text = *text;
    const SlipPainter slip(words, Style::themeOf(&m_page).measures().families);
    if (!slip.isDrawable()) return profile->sayCard([] { return Words::sentence("TOO_LARGE"); });
    profile->sayCard([] { return tr("Proved. It can be checked without the server."); });
    Q_EMIT slipReady(slip);
    if (!m_page.isVisible()) return; // locked meanwhile, or he went on to something else
    offer(slip, *text, QStringLiteral("hajri-%1.pdf").arg(when.toString(QStringLiteral("yyyy-MM-dd-HHmm"))));
}

void SlipDesk::offer(const SlipPainter& slip, const QByteArray& text, const QString& fileName) {
    auto* sheet = new Popover(&m_page);
    sheet->addTitle(Tone::Ok, tr("The slip is ready"));
    auto* code = new QrCode;
    code->setText(text);
    code->setFixedSize(260, 260);
    code->setAccessibleName(tr("The proof of this mark as a QR code"));
    sheet->addWidget(code);
    sheet->addAction(
        tr("Print…"), [this, slip] { printSlip(slip, &m_page); }, true);
    sheet->addAction(tr("Save PDF…"), [this, slip, fileName] {
        const QString path =
            QFileDialog::getSaveFileName(&m_page, tr("Save the slip"), fileName, QStringLiteral("PDF (*.pdf)"));
        if (path.isEmpty()) return;
        elsewhere(
            this, [slip, path] { return writeSlipPdf(slip, path); },
            [this, path](const Result<void>& done) {
                m_page.profile()->sayCard([path, code = done ? QByteArray() : done.error().code] {
                    return code.isEmpty() ? tr("Saved: %1").arg(QDir::toNativeSeparators(path)) : Words::sentence(code);
                });
            });
    });
    sheet->openBelow(m_page.profile());
}

} // namespace haziri::ui
