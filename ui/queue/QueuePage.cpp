#include "ui/queue/QueuePage.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/ProgressBar.h"
#include "ui/widgets/Segments.h"
#include "ui/widgets/Sorting.h"
#include "ui/widgets/Table.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QHeaderView>

namespace haziri::ui {

/// One lane: how much waits, how far it is, one line about it.
class LaneCard : public Panel {
  public:
    LaneCard()
        : m_title(new Text(TextSize::Body, Colour::Dim))
        , m_number(new Text(TextSize::Name, Colour::Ink, Text::Weight::Bold))
        , m_unit(new Text(TextSize::Body, Colour::Dim))
        , m_bar(new ProgressBar)
        , m_note(new Text(TextSize::Table, Colour::Dim)) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(18, 12, 18, 14);
        column->setSpacing(3);
        column->addWidget(m_title);
        auto* row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(m_number);
        row->addWidget(m_unit, 1, Qt::AlignBottom);
        m_unit->setContentsMargins(0, 0, 0, 8);
        column->addLayout(row);
        column->addWidget(m_bar);
        column->addSpacing(3);
        column->addWidget(m_note);
        m_note->setElided(true);
    }
    void set(const QString& title, qint64 waiting, qint64 most, const QString& unit, const QString& note) {
        m_title->setText(title);
        m_number->setText(Words::number(waiting));
        m_number->setInk(waiting ? Colour::Ink : Colour::OkInk);
        m_unit->setText(unit);
        m_note->setText(note);
        m_bar->setAccessibleName(title);
        m_bar->setTone(waiting ? Tone::Accent : Tone::Ok);
        m_bar->setProgress(most - waiting, qMax<qint64>(1, most));
        if (most == 0) m_bar->setProgress(1, 1);
        setAccessibleName(QStringLiteral("%1: %2 %3").arg(title, Words::number(waiting), unit));
    }

  private:
    Text *m_title, *m_number, *m_unit;
    ProgressBar* m_bar;
    Text* m_note;
};

QueuePage::QueuePage(QWidget* parent)
    : QWidget(parent)
    , m_model(new QueueModel(this))
    , m_filter(new QueueFilter(this))
    , m_marks(new LaneCard)
    , m_photos(new LaneCard)
    , m_lineTitle(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_lineText(new Text(TextSize::Table, Colour::Dim))
    , m_sync(new Button(Button::Kind::Primary))
    , m_export(new Button(Button::Kind::Plain))
    , m_import(new Button(Button::Kind::Plain))
    , m_notice(new Notice)
    , m_which(new Segments)
    , m_table(new Table) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    auto* cards = new QHBoxLayout;
    cards->setSpacing(16);
    cards->addWidget(m_marks, 10);
    cards->addWidget(m_photos, 10);
    auto* line = new Panel;
    auto* lineColumn = new QVBoxLayout(line);
    lineColumn->setContentsMargins(18, 12, 18, 14);
    lineColumn->setSpacing(4);
    m_lineTitle->setElided(true);
    lineColumn->addWidget(m_lineTitle);
    m_lineText->setWordWrap(true);
    m_lineText->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    lineColumn->addWidget(m_lineText, 1);
    m_sync->setDrawing(QStringLiteral("sync"));
    lineColumn->addWidget(m_sync);
    cards->addWidget(line, 13);
    for (int i = 0; i < cards->count(); ++i)
        cards->itemAt(i)->widget()->setFixedHeight(146);
    column->addLayout(cards);
    column->addWidget(m_notice);
    auto* panel = new Panel;
    auto* list = new QVBoxLayout(panel);
    list->setContentsMargins(1, 12, 1, 8);
    list->setSpacing(6);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(15, 0, 15, 0);
    m_which->setSmall(true);
    bar->addWidget(m_which);
    bar->addStretch(1);
    bar->addWidget(m_export);
    bar->addWidget(m_import);
    list->addLayout(bar);
    list->addWidget(m_table, 1);
    column->addWidget(panel, 1);

    m_filter->setSourceModel(m_model);
    m_table->setModel(m_filter);
    makeSortable(*m_table, *m_filter);
    m_table->emptyState();
    m_table->setRowHeight(48);
    auto* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(QueueModel::Reason, QHeaderView::Stretch);
    m_table->setColumnWidth(QueueModel::Number, 76);
    m_table->setColumnWidth(QueueModel::When, 96);
    m_table->setColumnWidth(QueueModel::Who, 240);
    m_table->setColumnWidth(QueueModel::Status, 150);
    m_table->setColumnWidth(QueueModel::Photo, 110);
    connect(m_sync, &Button::clicked, this, &QueuePage::syncWanted);
    connect(m_export, &Button::clicked, this,
            [this] { m_bundleBusy ? Q_EMIT bundleCancelWanted() : Q_EMIT exportWanted(); });
    connect(m_import, &Button::clicked, this, &QueuePage::importWanted);
    connect(m_which, &Segments::chosen, this, [this](int which) {
        m_filter->setWhich(which);
        retell();
    });
    onLanguage(this, [this] {
        m_export->say(m_bundleBusy ? tr("Cancel") : tr("Export to USB stick…"));
        m_import->say(tr("Import answers…"));
        m_which->setAccessibleName(tr("Which records to show"));
        m_table->setAccessibleName(tr("Records of this laptop"));
        m_model->retranslate();
        retell();
    });
}

void QueuePage::setSummary(const muster::QueueSummary& summary, UnixMillis now) {
    m_summary = summary;
    m_now = now;
    m_mostMarks = summary.packetsWaiting == 0 ? 0 : qMax(m_mostMarks, summary.packetsWaiting);
    m_mostPhotos = summary.photosWaiting == 0 ? 0 : qMax(m_mostPhotos, summary.photosWaiting);
    retell();
}

void QueuePage::setLine(const muster::LineStatus& line) {
    m_line = line;
    retell();
}

void QueuePage::setRows(const QList<muster::QueueRow>& rows) {
    m_model->setRows(rows);
    tellFilters();
}

void QueuePage::setSyncing(bool syncing) {
    m_summary.syncing = syncing;
    if (syncing) m_notice->clear();
    retell();
}

QString QueuePage::toLookAt(qint64 held, qint64 rejected) {
    if (held + rejected <= 0) return {};
    return QLatin1Char(' ') + tr("%1 to check, %2 rejected.").arg(Words::number(held), Words::number(rejected));
}

void QueuePage::showSummary(const muster::SyncSummary& summary) {
    if (!summary.ok) {
        m_notice->say(Tone::Held, [code = QByteArray(summary.code)] { return Words::sentenceAndAdvice(code); });
        return;
    }
    if (summary.restoredTo >= 0) return showRestored(summary.sendingAgain, summary.restoredAt);
    m_notice->say(summary.rejected ? Tone::Held : Tone::Ok, [summary] {
        return tr("Done: %1 marks and %2 photos sent.")
                   .arg(Words::number(summary.sent), Words::number(summary.photosSent)) +
               toLookAt(summary.held, summary.rejected);
    });
}

void QueuePage::setBundleBusy(bool busy) {
    if (m_bundleBusy == busy) return;
    m_bundleBusy = busy;
    m_export->say(busy ? tr("Cancel") : tr("Export to USB stick…"));
    m_import->setEnabled(!busy);
}

void QueuePage::showBundleProgress(qint64 done, qint64 total) {
    setBundleBusy(true);
    m_notice->say(Tone::Neutral, [done, total] {
        return total > 0 ? tr("The stick: %1 of %2. Keep it in until this is done.")
                               .arg(Words::number(done), Words::number(total))
                         : tr("Reading the stick…");
    });
}

void QueuePage::showBundle(const muster::BundleOutcome& outcome) {
    setBundleBusy(false);
    if (!outcome.ok) {
        m_notice->say(Tone::Held, [code = QByteArray(outcome.code)] { return Words::sentenceAndAdvice(code); });
        return;
    }
    if (outcome.exported) {
        m_notice->say(Tone::Ok, [outcome] {
            return tr("On the stick: %1 marks and %2 photos, sealed for the server. They stay here until "
                      "its answers come back.")
                .arg(Words::number(outcome.packets), Words::number(outcome.photos));
        });
        return;
    }
    m_notice->say(outcome.rejected ? Tone::Held : Tone::Ok, [outcome] {
        return tr("The server took %1 marks and %2 photos.")
                   .arg(Words::number(outcome.packets), Words::number(outcome.photos)) +
               toLookAt(outcome.held, outcome.rejected);
    });
}

void QueuePage::showRestored(qint64 sendingAgain, UnixMillis at) {
    m_notice->say(Tone::Held, [at, sendingAgain] {
        return tr("The office went back to a backup at %1 and said so. %2 marks are sent again; both "
                  "proofs are kept.")
            .arg(Words::clockTime(at), Words::number(sendingAgain));
    });
}

void QueuePage::tellFilters() {
    int counts[4]{};
    QueueFilter probe;
    probe.setSourceModel(m_model);
    for (int which = 0; which < 4; ++which) {
        probe.setWhich(which);
        counts[which] = probe.rowCount();
    }
    m_which->setChoices({tr("All %1").arg(counts[0]), tr("Waiting %1").arg(counts[1]), tr("To check %1").arg(counts[2]),
                         tr("Refused %1").arg(counts[3])});
}

// What goes today, and how long that takes at the pace of the last ones.
QString QueuePage::photoNote() const {
    const muster::PhotoLane& lane = m_summary.photoLane;
    const qint64 waiting = m_summary.photoBytesWaiting;
    const qint64 today = qMin(waiting, lane.leftToday.value_or(waiting));
    const QString size = Words::size(waiting);
    if (today <= 0) return tr("%1: today's %2 is used up").arg(size, Words::size(lane.budget.bytesPerDay));
    if (today < waiting) return tr("%1, %2 of it today").arg(size, Words::size(today));
    const qint64 takes = lane.bytesPerSecond > 0 ? today * 1000 / lane.bytesPerSecond : 0;
    return takes < 60'000 ? tr("%1, after the marks").arg(size) : tr("%1, in about %2").arg(size, Words::age(takes));
}

void QueuePage::retell() {
    const auto& s = m_summary;
    const QString oldest =
        s.oldestWaiting.value && m_now.value > s.oldestWaiting.value
            ? tr("oldest from %1, %2 ago")
                  .arg(Words::clockTime(s.oldestWaiting), Words::age(m_now.value - s.oldestWaiting.value))
            : tr("first lane: a few kilobytes, goes first");
    m_marks->set(tr("Marks"), s.packetsWaiting, m_mostMarks, s.packetsWaiting ? tr("waiting") : tr("waiting: all sent"),
                 oldest);
    m_photos->set(tr("Photos"), s.photosWaiting, m_mostPhotos,
                  s.photosWaiting ? tr("waiting") : tr("waiting: all sent"),
                  s.photosWaiting ? photoNote() : tr("second lane: never blocks the marks"));
    m_sync->say(s.syncing ? tr("Syncing…") : tr("Sync now"));
    m_sync->setEnabled(!s.syncing && m_line.state != muster::LineState::LogFork);
    const QByteArray code = m_line.code.isEmpty() ? s.lastErrorCode : m_line.code;
    switch (m_line.state) {
    case muster::LineState::Online:
        m_lineTitle->setText(tr("The line is good"));
        m_lineText->setText(tr("Everything is sent by itself as it comes."));
        break;
    case muster::LineState::Unknown:
        m_lineTitle->setText(tr("Not tried yet"));
        m_lineText->setText(tr("The server has not been asked since the start."));
        break;
    default:
        m_lineTitle->setText(m_line.state == muster::LineState::Offline && m_line.since.value
                                 ? tr("Offline since %1").arg(Words::clockTime(m_line.since))
                                 : tr("No sync"));
        m_lineText->setText(Words::sentence(code.isEmpty() ? QByteArray("OFFLINE") : code) +
                            (s.nextTryAt.value > m_now.value
                                 ? QLatin1Char(' ') + tr("Next try at %1.").arg(Words::clockTime(s.nextTryAt))
                                 : QString()));
    }
    if (m_filter->sourceModel() && m_model->rowCount() == 0)
        m_table->emptyState()->set(
            QStringLiteral("queue"), tr("Nothing recorded yet"),
            tr("Marks that you take at the gate appear here and go to the server by themselves."));
    else
        m_table->emptyState()->set(QStringLiteral("ok"), tr("Nothing here"), tr("No record of this kind."), Tone::Ok);
    tellFilters();
}

} // namespace haziri::ui
