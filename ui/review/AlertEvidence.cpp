#include "ui/review/AlertEvidence.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/PhotoBox.h"
#include "ui/widgets/Popover.h"
#include "ui/widgets/SitePlan.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <cmath>

namespace haziri::ui {

namespace {

constexpr int kPhoto = 150, kPurposeMin = 8, kPurposeMax = 160;

QWidget* captioned(QWidget* picture, Text* caption) {
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(picture);
    caption->setWordWrap(true);
    column->addWidget(caption);
    return box;
}

} // namespace

AlertEvidence::AlertEvidence(QWidget* parent)
    : QWidget(parent)
    , m_enrolled(new PhotoBox(QSize(kPhoto, kPhoto)))
    , m_mark(new PhotoBox(QSize(kPhoto, kPhoto)))
    , m_pictures(new QWidget)
    , m_plan(new SitePlan)
    , m_enrolledText(new Text(TextSize::Small, Colour::Dim))
    , m_markText(new Text(TextSize::Small, Colour::Dim))
    , m_planText(new Text(TextSize::Small, Colour::Dim))
    , m_show(new Button)
    , m_notice(new Notice)
    , m_rows(new QGridLayout) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* row = new QHBoxLayout(m_pictures);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    m_plan->setFixedHeight(kPhoto);
    row->addWidget(captioned(m_enrolled, m_enrolledText), 0, Qt::AlignTop);
    row->addWidget(captioned(m_mark, m_markText), 0, Qt::AlignTop);
    m_place = captioned(m_plan, m_planText);
    row->addWidget(m_place, 1, Qt::AlignTop);
    row->addStretch(0);
    column->addWidget(m_pictures);
    column->addWidget(m_notice);
    m_show->setDrawing(QStringLiteral("eye"));
    column->addWidget(m_show, 0, Qt::AlignLeft);
    m_rows->setHorizontalSpacing(12);
    m_rows->setVerticalSpacing(6);
    m_rows->setColumnMinimumWidth(0, 110);
    m_rows->setColumnStretch(1, 1);
    column->addLayout(m_rows);
    connect(m_show, &Button::clicked, this, &AlertEvidence::askPurpose);
    onLanguage(this, [this] {
        m_show->say(tr("Show photos…"));
        m_enrolled->setAccessibleName(tr("Enrolled photo"));
        m_mark->setAccessibleName(tr("Photo of the mark"));
        fill();
    });
}

void AlertEvidence::setNames(Names names) {
    m_words = LogWords(std::move(names));
    fill();
}

void AlertEvidence::setFacts(const Facts& facts) {
    const FileId second = secondPhoto();
    const bool sameFace = facts.enrolled == m_facts.enrolled;
    m_facts = facts;
    const bool sameMark = secondPhoto() == second;
    const auto hide = [](PhotoBox* box, const FileId& file) {
        box->setWatermark({});
        if (file.isNull())
            box->setPhoto({});
        else
            box->setHiddenPhoto();
    };
    if (!sameMark || !m_mark->hasPhoto()) hide(m_mark, secondPhoto());
    if (!sameFace || !m_enrolled->hasPhoto()) hide(m_enrolled, facts.enrolled);
    if (!sameMark) m_notice->clear();
    fill();
}

FileId AlertEvidence::secondPhoto() const {
    if (!m_facts.lookalike.isNull()) return m_facts.lookalikePhoto;
    return m_facts.record ? m_facts.record->photo : FileId();
}

void AlertEvidence::clear() {
    setFacts({});
    m_notice->clear();
}

void AlertEvidence::showPhoto(const FileId& file, const QImage& photo, const QString& viewer, UnixMillis at) {
    for (const auto& [box, id] : {std::pair(m_enrolled, m_facts.enrolled), std::pair(m_mark, secondPhoto())}) {
        if (id.isNull() || id != file) continue;
        box->setPhoto(photo);
        box->setWatermark([viewer, at] { return QStringLiteral("%1 %2").arg(viewer, Words::dayAndTime(at)); });
    }
    fill();
}

void AlertEvidence::showPhotoError(const FileId& file, const QByteArray& code) {
    if (file != m_facts.enrolled && file != secondPhoto()) return;
    m_notice->say(Tone::Held, [code = QByteArray(code)] { return Words::sentenceAndAdvice(code); });
}

void AlertEvidence::askPurpose() {
    auto* sheet = new Popover(m_show);
    sheet->addTitle(Tone::Neutral, tr("Why do you look?"));
    sheet->addParagraph(tr("Purpose, your name and the time are written to the log, and over the pictures."));
    auto* purpose = new Field;
    purpose->say(tr("Purpose"), tr("At least 8 letters"));
    purpose->edit()->setMaxLength(kPurposeMax);
    purpose->setMinimumWidth(360);
    sheet->addWidget(purpose);
    auto* button = new Button(Button::Kind::Primary);
    button->say(tr("Show"));
    button->setEnabled(false);
    sheet->addWidget(button);
    connect(purpose->edit(), &QLineEdit::textChanged, button,
            [button](const QString& text) { button->setEnabled(text.simplified().size() >= kPurposeMin); });
    const auto take = [this, sheet, purpose] {
        const QString text = purpose->edit()->text().simplified();
        if (text.size() < kPurposeMin) return;
        sheet->close();
        open(text);
    };
    connect(button, &Button::clicked, this, take);
    connect(purpose->edit(), &QLineEdit::returnPressed, this, take);
    sheet->openBelow(m_show);
    purpose->edit()->setFocus();
}

void AlertEvidence::open(const QString& purpose) {
    m_notice->clear();
    if (!m_facts.enrolled.isNull()) Q_EMIT photoWanted(m_facts.enrolled, purpose);
    if (const FileId second = secondPhoto(); !second.isNull()) Q_EMIT photoWanted(second, purpose);
}

void AlertEvidence::addRow(const QString& label, const QString& value) {
    if (value.isEmpty()) return;
    auto* left = new Text(TextSize::Table, Colour::Dim);
    auto* right = new Text(TextSize::Table);
    left->setText(label);
    right->setText(value);
    right->setWordWrap(true);
    m_rows->addWidget(left, m_line, 0, Qt::AlignTop);
    m_rows->addWidget(right, m_line++, 1);
}

void AlertEvidence::fillPlace() {
    const auto* mark = m_facts.record ? m_facts.record->attendance() : nullptr;
    muster::PlaceInfo info;
    if (m_facts.site)
        info.fence =
            place::Geofence{{qint32(m_facts.site->latE7), qint32(m_facts.site->lonE7)}, double(m_facts.site->radiusM)};
    if (mark) {
        const protocol::Geo& geo = mark->geo;
        static const QHash<protocol::GeoSource, place::PositionSource> sources{
            {protocol::GeoSource::Gnss, place::PositionSource::Gnss},
            {protocol::GeoSource::Network, place::PositionSource::Network},
            {protocol::GeoSource::Declared, place::PositionSource::Declared}};
        info.position = {{geo.latE7, geo.lonE7},
                         geo.accuracyCm,
                         sources.value(geo.source, place::PositionSource::None),
                         m_facts.record->packet->timestamp};
    }
    const bool known = info.position.source != place::PositionSource::None;
    if (info.fence) info.verdict = info.fence->judge(info.position);
    m_plan->setPlace(info);
    QString words;
    if (mark && !known) words = tr("no place was recorded");
    if (known && info.fence)
        words = tr("%1 from the centre, circle %2, ± %3")
                    .arg(Words::metres(std::llround(place::distanceMetres(info.fence->centre, info.position.point))),
                         Words::metres(m_facts.site->radiusM), Words::metres((info.position.accuracyCm + 99) / 100));
    if (info.position.source == place::PositionSource::Declared) words = tr("the site's own place, as declared");
    m_planText->setText(words);
}

void AlertEvidence::fill() {
    const auto* mark = m_facts.record ? m_facts.record->attendance() : nullptr;
    const bool anyPhoto = !m_facts.enrolled.isNull() || !secondPhoto().isNull();
    const bool shown = m_enrolled->hasPhoto() || m_mark->hasPhoto();
    m_enrolledText->setText(m_facts.enrolled.isNull() ? m_facts.isComplete ? tr("no enrolled photo") : tr("Loading…")
                                                      : tr("enrolled"));
    m_markText->setText(!m_facts.record ? m_facts.isComplete ? tr("no mark behind it") : tr("Loading…")
                        : m_facts.record->photo.isNull() ? tr("no photo of the mark")
                                                         : tr("at the mark"));
    if (!m_facts.lookalike.isNull()) // two enrolments side by side
        m_markText->setText(tr("enrolled already: %1").arg(m_words.worker(m_facts.lookalike)));
    fillPlace();
    // Nothing is shown of what cannot come any more.
    m_place->setVisible(m_facts.record || !m_facts.isComplete);
    m_pictures->setVisible(anyPhoto || m_facts.record || !m_facts.isComplete);
    m_show->setVisible(anyPhoto && !shown);
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    m_line = 0;
    if (m_facts.record && m_facts.record->packet) {
        const QStringList lines = m_words.lines(*m_facts.record);
        addRow(tr("Time"), lines.value(0));
        if (mark && mark->match) addRow(tr("Face"), lines.value(2));
    }
    if (m_facts.device) {
        QStringList why;
        for (const auto& rule : m_facts.device->explain)
            if (rule.points < 0)
                why << QStringLiteral("%1 %2").arg(Words::number(rule.points), LogWords::trustRule(rule));
        addRow(
            tr("Laptop"),
            tr("%1 · trust %2 of 100").arg(m_words.laptop(m_facts.device->deviceId)).arg(m_facts.device->trustScore) +
                (why.isEmpty() ? QString() : QStringLiteral(" · ") + why.mid(0, 3).join(QStringLiteral(", "))));
    }
}

} // namespace haziri::ui
