#include "ui/muster/MusterPage.h"

#include "ui/muster/CheckSheet.h"
#include "ui/muster/DaySheet.h"
#include "ui/muster/ManualSheet.h"
#include "ui/muster/RollPanel.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Segments.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QStackedWidget>

namespace haziri::ui {

namespace {
constexpr int kTrayLimit = 50;  // older ones have been dealt with or went home
constexpr int kUndoMs = 58'000; // the laptop takes it for a minute: who clicks in the last moment is not refused
} // namespace

MusterPage::MusterPage(QWidget* parent)
    : QWidget(parent)
    , m_camera(new CameraView)
    , m_roll(new RollPanel)
    , m_tray(new AsideTray)
    , m_manual(new ManualSheet(m_roll->model()))
    , m_day(new DaySheet)
    , m_check(new CheckSheet)
    , m_side(new QStackedWidget)
    , m_direction(new Segments)
    , m_checkCamera(new Button(Button::Kind::Quiet))
    , m_byHand(new Button)
    , m_undo(new Button(Button::Kind::Quiet)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 16, 16, 16);
    row->setSpacing(16);
    auto* left = new QVBoxLayout;
    left->setSpacing(12);
    left->addWidget(m_camera, 1);
    auto* strip = new Panel;
    strip->setFixedHeight(66);
    auto* stripRow = new QHBoxLayout(strip);
    stripRow->setContentsMargins(16, 0, 16, 0);
    stripRow->setSpacing(12);
    stripRow->addWidget(m_tray, 1);
    m_undo->setDrawing(QStringLiteral("undo"));
    m_undo->hide();
    stripRow->addWidget(m_undo);
    stripRow->addWidget(m_direction);
    m_checkCamera->setDrawing(QStringLiteral("camera"));
    stripRow->addWidget(m_checkCamera);
    m_byHand->setDrawing(QStringLiteral("hand"));
    m_byHand->setKeyHint(QStringLiteral("F9"));
    stripRow->addWidget(m_byHand);
    left->addWidget(strip);
    row->addLayout(left, 1);
    m_side->addWidget(m_roll);
    m_side->addWidget(m_manual);
    m_side->addWidget(m_day);
    m_side->addWidget(m_check);
    m_side->setFixedWidth(388);
    row->addWidget(m_side);

    m_undoEnds.setSingleShot(true);
    connect(&m_undoEnds, &QTimer::timeout, this, &MusterPage::forgetOldMarks);
    connect(m_undo, &Button::clicked, this, &MusterPage::undoLast);
    connect(m_day, &DaySheet::undoWanted, this, &MusterPage::undoWanted);
    connect(m_checkCamera, &Button::clicked, this, &MusterPage::checkCamera);
    connect(m_check, &CheckSheet::closed, this, &MusterPage::back);
    connect(m_byHand, &Button::clicked, this, &MusterPage::markByHand);
    connect(m_direction, &Segments::chosen, this, [this] { Q_EMIT directionChosen(direction()); });
    connect(m_tray, &AsideTray::opened, this, &MusterPage::openAside);
    connect(m_manual, &ManualSheet::closed, this, &MusterPage::back);
    connect(m_manual, &ManualSheet::confirmed, this, &MusterPage::manualMark);
    connect(m_day, &DaySheet::closed, this, &MusterPage::back);
    connect(m_day, &DaySheet::cardWanted, this, [this] { Q_EMIT cardWanted(m_dayOf); });
    connect(m_day, &DaySheet::markByHand, this, [this] {
        m_manual->begin(m_camera->frame(), m_dayOf, direction());
        m_side->setCurrentWidget(m_manual);
    });
    connect(m_roll, &RollPanel::personOpened, this, &MusterPage::showDayOf);
    onLanguage(this, [this] {
        m_camera->setAccessibleName(tr("Camera"));
        m_direction->setChoices({Words::direction(muster::Direction::In), Words::direction(muster::Direction::Out)},
                                {QStringLiteral("arrive"), QStringLiteral("leave")});
        m_direction->setAccessibleName(tr("Direction of marks"));
        m_direction->setToolTip(tr("I: arriving · O: leaving"));
        m_byHand->say(tr("Mark by hand"));
        showUndo();
        m_checkCamera->setAccessibleName(tr("Check camera"));
        m_checkCamera->setToolTip(tr("Check camera"));
        m_tray->setAccessibleName(tr("People who stepped aside"));
        sayGuidance();
    });
}

void MusterPage::setFrame(const QImage& frame) {
    m_camera->setFrame(frame);
    if (m_side->currentWidget() == m_check) m_check->see(frame);
}

void MusterPage::checkCamera() {
    back();
    m_check->begin();
    m_side->setCurrentWidget(m_check);
}

void MusterPage::setFaces(const QList<capture::FaceSeen>& faces) {
    if (!faces.isEmpty() && m_side->currentWidget() == m_check) m_check->seeFace();
    m_camera->setFaces(faces);
    m_guidance.clear();
    for (const auto& face : faces)
        if (m_guidance.isEmpty()) m_guidance = face.guidance;
    if (m_guidance.isEmpty() && m_dark) m_guidance = QByteArrayLiteral("CAMERA_DARK");
    m_callsNext = m_guidance.isEmpty() && (faces.isEmpty() || m_camera->bannerTone());
    sayGuidance();
}

void MusterPage::setDark(bool dark) {
    m_dark = dark;
    setFaces({});
}

void MusterPage::sayGuidance() {
    if (!m_guidance.isEmpty())
        m_camera->setGuidance(Words::guidance(m_guidance));
    else
        m_camera->setGuidance(m_callsNext ? tr("Next, please") : QString());
}

void MusterPage::setRoll(const muster::RollSnapshot& roll) {
    m_roll->setRoll(roll);
}

void MusterPage::setDirection(muster::Direction direction) {
    m_direction->setCurrent(direction == muster::Direction::In ? 0 : 1);
}

muster::Direction MusterPage::direction() const {
    return m_direction->current() == 0 ? muster::Direction::In : muster::Direction::Out;
}

void MusterPage::toggleDirection(muster::Direction wanted) {
    if (wanted == direction()) return;
    setDirection(wanted);
    Q_EMIT directionChosen(wanted);
}

void MusterPage::setMarks(const WorkerId& worker, const QList<muster::MarkDetail>& marks) {
    if (worker == m_dayOf) m_day->setMarks(marks);
}

Banner MusterPage::bannerOf(const muster::MarkOutcome& outcome, const QImage& photo) {
    using Kind = muster::MarkOutcome::Kind;
    QStringList parts;
    if (!outcome.trade.isEmpty()) parts << outcome.trade;
    if (!outcome.gang.isEmpty()) parts << tr("%1's gang").arg(outcome.gang);
    parts << QStringLiteral("%1 %2").arg(Words::direction(outcome.direction), Words::clockTime(outcome.time, true));
    Banner banner{Tone::Ok, outcome.name, parts.join(QStringLiteral(" · ")), tr("Recorded"), tr("saved on this laptop"),
                  photo};
    const QByteArray code = outcome.codes.isEmpty() ? QByteArray() : outcome.codes.first();
    switch (outcome.kind) {
    case Kind::Recorded:
        break;
    case Kind::Held:
        banner.tone = Tone::Held;
        banner.line = code.isEmpty() ? outcome.reason : Words::sentence(code);
        banner.result = tr("To check");
        banner.note = tr("kept on this laptop");
        break;
    case Kind::AlreadyMarked:
        banner.tone = Tone::Neutral;
        banner.result = tr("Already marked");
        banner.note = tr("nothing was added");
        break;
    case Kind::Failed:
        banner.tone = Tone::Bad;
        if (banner.title.isEmpty()) banner.title = tr("Not recorded");
        banner.line = code.isEmpty() ? outcome.reason : Words::sentence(code);
        banner.result = tr("Not recorded");
        banner.note = tr("please try again");
        break;
    }
    return banner;
}

void MusterPage::showOutcome(const muster::MarkOutcome& outcome, const QImage& photo) {
    using Kind = muster::MarkOutcome::Kind;
    const QByteArray code = outcome.codes.isEmpty() ? QByteArray() : outcome.codes.first();
    m_camera->showBanner([outcome, photo] { return bannerOf(outcome, photo); },
                         outcome.kind == Kind::Recorded ? 2600 : 4200);
    Q_EMIT outcomeShown(*m_camera->bannerTone());
    if (outcome.kind == Kind::Recorded || outcome.kind == Kind::Held) {
        const QString what = outcome.kind == Kind::Recorded ? Words::direction(outcome.direction) : tr("To check");
        Q_EMIT nameToSay(QStringLiteral("%1. %2").arg(outcome.name, what));
        m_undoable << Undoable{outcome.packetId, outcome.name, QDeadlineTimer(kUndoMs)};
        forgetOldMarks();
    }
    if (outcome.kind == Kind::Held && code == "LIVENESS_LOW" && !m_asideInHand)
        putAside({0, outcome.time, code, photo, outcome.workerId, outcome.name, true});
    if (m_side->currentWidget() != m_manual) return;
    if (outcome.kind == Kind::Failed) {
        m_manual->showProblem([outcome] { return bannerOf(outcome, {}).line; });
        return;
    }
    if (m_asideInHand) {
        auto people = m_tray->people();
        people.removeIf([&](const AsidePerson& person) { return person.id == *m_asideInHand; });
        m_tray->setPeople(people);
    }
    back();
}

void MusterPage::forgetOldMarks() {
    m_undoable.removeIf([](const Undoable& mark) { return mark.until.hasExpired(); });
    if (!m_undoable.isEmpty()) m_undoEnds.start(int(m_undoable.first().until.remainingTime()) + 1);
    showUndo();
}

void MusterPage::showUndo() {
    m_undo->setVisible(!m_undoable.isEmpty());
    QSet<PacketId> ids;
    for (const Undoable& mark : m_undoable)
        ids.insert(mark.packetId);
    m_day->setUndoable(ids);
    if (m_undoable.isEmpty()) return;
    const QString whose = tr("Undo the mark of %1 (Ctrl+Z)").arg(m_undoable.last().name);
    m_undo->say(tr("Undo"));
    m_undo->setAccessibleName(whose);
    m_undo->setToolTip(whose);
}

void MusterPage::undoLast() {
    forgetOldMarks();
    if (m_undoable.isEmpty()) return;
    Q_EMIT undoWanted(m_undoable.takeLast().packetId);
    showUndo();
}

Banner MusterPage::bannerOf(const muster::UndoOutcome& outcome) {
    Banner banner{
        Tone::Neutral, outcome.name, {}, tr("Undone"), tr("the mark stays in the record and does not count"), {}};
    if (outcome.ok) {
        banner.line =
            QStringLiteral("%1 %2").arg(Words::direction(outcome.direction), Words::clockTime(outcome.time, true));
    } else {
        banner.tone = Tone::Bad;
        banner.line = Words::sentence(outcome.code);
        banner.result = tr("Not undone");
        banner.note = tr("the mark counts as before");
    }
    if (banner.title.isEmpty()) banner.title = banner.result;
    return banner;
}

void MusterPage::showUndone(const muster::UndoOutcome& outcome) {
    m_undoable.removeIf([&](const Undoable& mark) { return mark.packetId == outcome.mark; });
    forgetOldMarks();
    m_camera->showBanner([outcome] { return bannerOf(outcome); }, 4200);
    Q_EMIT outcomeShown(*m_camera->bannerTone());
    if (outcome.ok && !m_dayOf.isNull()) Q_EMIT dayWanted(m_dayOf);
}

void MusterPage::stepAside(const capture::Decision& decision, const QImage& photo) {
    using capture::DecisionKind;
    if (decision.kind == DecisionKind::Recognised || decision.kind == DecisionKind::NoFace ||
        decision.kind == DecisionKind::SeveralFaces)
        return;
    AsidePerson person{0, decision.at, decision.reason, photo, {}, {}};
    if (decision.kind == DecisionKind::Ambiguous) {
        person.suggestion = decision.workerId;
        person.suggestionName = decision.name;
        person.other = decision.otherId;
        person.otherName = decision.otherName;
    }
    putAside(person);
    const bool unknown = decision.kind == DecisionKind::Unknown;
    m_camera->showBanner(
        [unknown, person]() -> Banner {
            const QString why =
                person.otherName.isEmpty()
                    ? Words::sentence(person.code)
                    : tr("%1 and %2 look alike to the camera.").arg(person.suggestionName, person.otherName);
            return {unknown ? Tone::Neutral : Tone::Held,
                    unknown ? tr("Not recognised") : tr("Please step aside"),
                    why,
                    tr("In the tray"),
                    tr("the next person can come"),
                    person.photo};
        },
        3200);
    Q_EMIT outcomeShown(unknown ? Tone::Neutral : Tone::Held);
}

void MusterPage::sayCardSaved(bool saved, const QString& path) {
    m_day->sayCard([saved, path] {
        return saved ? tr("The card is in %1. Print it at its own size.").arg(path)
                     : tr("The card could not be written to %1.").arg(path);
    });
}

void MusterPage::setCameraProblem(const QByteArray& code) {
    m_dark = false; // whoever comes next says so again
    m_guidance.clear();
    m_callsNext = false; // nobody is called before a camera that sees nobody
    sayGuidance();
    m_camera->setProblem([code] { return std::pair(Words::sentence(code), Words::advice(code)); });
}

void MusterPage::markByHand() {
    m_asideInHand.reset();
    m_manual->begin(m_camera->frame(), {}, direction());
    m_side->setCurrentWidget(m_manual);
}

void MusterPage::showDayOf(const WorkerId& worker, const QString& name) {
    m_dayOf = worker;
    m_day->begin(name);
    m_side->setCurrentWidget(m_day);
    Q_EMIT dayWanted(worker);
}

void MusterPage::putAside(AsidePerson person) {
    auto people = m_tray->people();
    person.id = m_nextAside++;
    people << person;
    while (people.size() > kTrayLimit)
        people.removeFirst();
    m_tray->setPeople(people);
}

void MusterPage::openAside(qint64 id) {
    const auto all = m_tray->people(); // a person is looked at after the tray has let go of him
    for (const auto& person : all) {
        if (person.id != id) continue;
        if (person.kept) { // look at it; the mark is made
            auto people = all;
            people.removeIf([id](const AsidePerson& one) { return one.id == id; });
            m_tray->setPeople(people);
            showDayOf(person.suggestion, person.suggestionName);
            return;
        }
        m_asideInHand = id;
        if (person.other.isNull())
            m_manual->begin(person.photo, person.suggestion, direction());
        else
            m_manual->beginWithTwo(person.photo, person.suggestion, person.other, direction());
        m_side->setCurrentWidget(m_manual);
        return;
    }
}

void MusterPage::back() {
    m_asideInHand.reset();
    m_dayOf = {};
    m_side->setCurrentWidget(m_roll);
}

void MusterPage::focusSearch() {
    back();
    m_roll->focusSearch();
}

} // namespace haziri::ui
