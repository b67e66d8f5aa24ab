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
    // Beside the button that undoes there is room for the first sentence alone.
    const QString whole = tr("Nobody waits. Unclear faces step aside here.");
    const bool fits = m_none->fontMetrics().horizontalAdvance(whole) + m_title->sizeHint().width() + 12 <= width();
    m_none->setText(fits ? whole : tr("Nobody waits."));
    m_none->setToolTip(whole);
    m_none->setVisible(m_people.isEmpty());
    const auto open = [this](Chip* chip, const auto& id) {
        connect(chip, &Chip::clicked, this, [this, id] { Q_EMIT opened(id); });
        m_chips->addWidget(chip);
    };
    int room = width() - m_title->sizeHint().width() - 24;
    qsizetype shown = 0;
    for (auto person = m_people.crbegin(); person != m_people.crend(); ++person) { // newest first
        const bool last = shown + 1 == m_people.size();
        auto* more = new Chip;
        more->set(Tone::Neutral, tr("+%1 more").arg(m_people.size() - shown), QString());
        const int kept = last ? 0 : more->sizeHint().width() + 10;
        auto* chip = new Chip;
        const Tone tone = person->code == "UNKNOWN_FACE" ? Tone::Neutral : Tone::Held;
        QString text = QStringLiteral("%1 · %2").arg(Words::clockTime(person->at), Words::brief(person->code));
        if (!person->suggestionName.isEmpty())
            text = tr("%1 · %2?").arg(Words::clockTime(person->at), person->suggestionName);
        if (!person->suggestionName.isEmpty() && !person->otherName.isEmpty())
            text = tr("%1 · %2 or %3?").arg(Words::clockTime(person->at), person->suggestionName, person->otherName);
        chip->set(tone, text);
        // Where not even the newest has room for words, the time alone names him: the click tells the rest.
        if (shown == 0 && chip->sizeHint().width() + 10 + kept > room) chip->set(tone, Words::clockTime(person->at));
        chip->setToolTip(Words::sentence(person->code));
        const int needed = chip->sizeHint().width() + 10;
        if (needed + kept > room) {
            delete chip;
            open(more, person->id);
            break;
        }
        delete more;
        room -= needed;
        ++shown;
        open(chip, person->id);
    }
    if (!m_people.isEmpty()) m_chips->addStretch(1);
}

} // namespace haziri::ui
