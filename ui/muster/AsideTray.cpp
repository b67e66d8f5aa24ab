#include "ui/muster/AsideTray.h"

#include "ui/widgets/Chip.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QResizeEvent>

namespace haziri::ui {

AsideTray::AsideTray(QWidget* parent)
    : QWidget(parent)
    , m_title(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_none(new Text(TextSize::Table, Colour::Dim))
    , m_chips(new QHBoxLayout) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    m_chips->setSpacing(10);
    m_none->setElided(true);
    row->addWidget(m_title);
    row->addWidget(m_none, 1);
    row->addLayout(m_chips);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setFixedHeight(32);
    onLanguage(this, [this] { rebuild(); });
}

void AsideTray::setPeople(const QList<AsidePerson>& people) {
    m_people = people;
    rebuild();
}

void AsideTray::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) rebuild();
}

void AsideTray::rebuild() {
    while (QLayoutItem* item = m_chips->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    m_title->setText(m_people.isEmpty() ? tr("Aside") : tr("Aside %1").arg(m_people.size()));
    m_none->setText(tr("Nobody waits. Unclear faces step aside here."));
    m_none->setVisible(m_people.isEmpty());
    int room = width() - m_title->sizeHint().width() - 24;
    qsizetype shown = 0;
    for (auto person = m_people.crbegin(); person != m_people.crend(); ++person) { // newest first
        auto* chip = new Chip;
        QString text = QStringLiteral("%1 · %2").arg(Words::clockTime(person->at), Words::brief(person->code));
        if (!person->suggestionName.isEmpty())
            text = tr("%1 · %2?").arg(Words::clockTime(person->at), person->suggestionName);
        chip->set(person->code == "UNKNOWN_FACE" ? Tone::Neutral : Tone::Held, text);
        chip->setToolTip(Words::sentence(person->code));
        const int needed = chip->sizeHint().width() + 10;
        const bool last = shown + 1 == m_people.size();
        if (needed + (last ? 0 : 60) > room && shown > 0) {
            delete chip;
            auto* more = new Chip;
            more->set(Tone::Neutral, tr("+%1 more").arg(m_people.size() - shown), QString());
            connect(more, &Chip::clicked, this, [this, id = person->id] { Q_EMIT opened(id); });
            m_chips->addWidget(more);
            break;
        }
        room -= needed;
        ++shown;
        connect(chip, &Chip::clicked, this, [this, id = person->id] { Q_EMIT opened(id); });
        m_chips->addWidget(chip);
    }
    if (!m_people.isEmpty()) m_chips->addStretch(1);
}

} // namespace haziri::ui
