#include "ui/muster/CheckSheet.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>

namespace haziri::ui {

CheckSheet::CheckSheet(QWidget* parent)
    : Panel(parent)
    , m_title(new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold))
    , m_verdict(new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold))
    , m_figures(new Text(TextSize::Body, Colour::Dim))
    , m_face(new Text(TextSize::Body))
    , m_close(new Button(Button::Kind::Quiet))
    , m_problems(new QVBoxLayout) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 16);
    column->setSpacing(12);
    auto* top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    m_close->setDrawing(QStringLiteral("close"));
    top->addWidget(m_close, 0, Qt::AlignTop);
    column->addLayout(top);
    for (Text* text : {m_verdict, m_figures, m_face})
        text->setWordWrap(true);
    column->addWidget(m_verdict);
    m_problems->setSpacing(8);
    column->addLayout(m_problems);
    column->addWidget(m_face);
    column->addWidget(m_figures);
    column->addStretch(1);
    connect(m_close, &Button::clicked, this, &CheckSheet::closed);
    m_tick.setInterval(500);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (!isVisible()) return m_tick.stop();
        setReport(m_check.report(now()));
    });
    onLanguage(this, [this] {
        m_title->setText(tr("Camera and light"));
        m_close->setAccessibleName(tr("Close"));
        rebuild();
    });
}

void CheckSheet::begin() {
    m_check = {};
    m_report.reset();
    rebuild();
    m_clock.start();
    m_tick.start();
}

UnixMillis CheckSheet::now() const {
    return {m_clock.isValid() ? m_clock.elapsed() : 0};
}

void CheckSheet::see(const QImage& frame) {
    if (m_tick.isActive()) m_check.see(frame, now());
}

void CheckSheet::seeFace() {
    m_check.seeFace(now());
}

void CheckSheet::setReport(const capture::CameraReport& report) {
    const bool same = m_report && report.problems == m_report->problems && report.face == m_report->face;
    m_report = report;
    same ? tellFigures() : rebuild();
}

void CheckSheet::tellFigures() {
    m_figures->setText(tr("%1 pictures a second · brightness %2 of 255 · burnt out %3 % · sharpness %4")
                           .arg(qRound(m_report->framesPerSecond))
                           .arg(m_report->brightness)
                           .arg(m_report->glare)
                           .arg(qRound(m_report->sharpness)));
}

void CheckSheet::rebuild() {
    while (QLayoutItem* item = m_problems->takeAt(0)) {
        item->widget()->hide(); // it goes a turn later
        item->widget()->deleteLater();
        delete item;
    }
    m_figures->setVisible(m_report.has_value());
    m_face->setVisible(m_report.has_value());
    if (!m_report) {
        m_verdict->setText(tr("Looking…"));
        m_verdict->setInk(Colour::Dim); // neither good nor bad yet
        return;
    }
    tellFigures();
    const bool good = m_report->problems.isEmpty();
    m_verdict->setText(good ? tr("Good for the shift.") : Words::sentence(m_report->problems.first()));
    m_verdict->setInk(good ? Tone::Ok : Tone::Held);
    for (const QByteArray& code : m_report->problems) {
        auto* line = new Text(TextSize::Body);
        line->setWordWrap(true);
        const bool first = code == m_report->problems.first();
        line->setText(first ? Words::advice(code)
                            : QStringLiteral("%1 %2").arg(Words::sentence(code), Words::advice(code)));
        m_problems->addWidget(line);
    }
    m_face->setText(m_report->face ? tr("A face is found.")
                                   : tr("No face yet: stand before the camera where the workers will stand."));
}

} // namespace haziri::ui
