#include "ui/workers/OnboardWizard.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/CameraView.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/PhotoBox.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QIntValidator>
#include <QStackedWidget>

namespace haziri::ui {

namespace {
constexpr int kShots = 3;
constexpr const char* kNoticeVersion = "2026-11";

/// A column in a panel, as wide as a form should be, in the middle of the page.
QWidget* centred(QVBoxLayout* column) {
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    auto* panel = new Panel;
    panel->setFixedWidth(640);
    column->setContentsMargins(28, 24, 28, 28);
    column->setSpacing(14);
    panel->setLayout(column);
    row->addStretch(1);
    row->addWidget(panel);
    row->addStretch(1);
    return page;
}

} // namespace

OnboardWizard::OnboardWizard(QWidget* parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget)
    , m_notice(new Notice)
    , m_back(new Button)
    , m_next(new Button(Button::Kind::Primary))
    , m_retake(new Button) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    auto* steps = new QHBoxLayout;
    steps->setSpacing(10);
    for (int i = 0; i < StepCount; ++i) {
        auto* chip = new Chip;
        chip->setPassive(true);
        m_chips << chip;
        steps->addWidget(chip);
    }
    steps->addStretch(1);
    column->addLayout(steps);
    for (QWidget* page : {makeDetails(), makeConsent(), makeFace(), makeSign()})
        m_pages->addWidget(page);
    column->addWidget(m_pages, 1);
    column->addWidget(m_notice);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    buttons->addWidget(m_back);
    buttons->addStretch(1);
    m_retake->setDrawing(QStringLiteral("undo"));
    buttons->addWidget(m_retake);
    m_next->setMinimumWidth(220);
    buttons->addWidget(m_next);
    column->addLayout(buttons);
    setFocusPolicy(Qt::ClickFocus);
    connect(m_back, &Button::clicked, this, [this] {
        if (m_step == Details)
            Q_EMIT cancelled();
        else
            go(m_step == Sign && !consentFace() ? Consent : m_step - 1);
    });
    connect(m_next, &Button::clicked, this, &OnboardWizard::next);
    connect(m_retake, &Button::clicked, this, [this] {
        m_shots.clear();
        retell();
    });
    for (Field* field : {m_name, m_user, m_password})
        connect(field->edit(), &QLineEdit::textChanged, this, &OnboardWizard::retell);
    for (QCheckBox* box : {m_read, m_agrees, m_other})
        connect(box, &QCheckBox::toggled, this, &OnboardWizard::retell);
    onLanguage(this, [this] {
        m_name->say(tr("Full name"), tr("As on the worker's card or papers."));
        m_trade->say(tr("Trade"));
        m_rate->say(tr("Daily wage in rupees"));
        m_phone->say(tr("Phone"), tr("May be left empty."));
        m_noticeTitle->setText(tr("Read this aloud"));
        m_noticeText->setText(
            tr("We take three pictures of your face so that the camera at the gate knows you and writes down your day. "
               "The pictures are kept locked. Only the office may open them, and each look is written down. "
               "You may say no: then you are marked by name or card, and your wage is the same. "
               "You may ask later that everything about you is deleted."));
        m_read->setText(tr("The notice was read aloud in the worker's language"));
        m_agrees->setText(tr("The worker agrees to pictures of the face"));
        m_alikeTitle->setText(tr("Is this the same person?"));
        m_other->setText(tr("I looked at both: somebody else. The office decides."));
        for (QCheckBox* box : {m_read, m_agrees, m_other})
            box->setAccessibleName(box->text());
        m_listen->say(tr("Let the laptop read it"));
        m_camera->setAccessibleName(tr("Camera"));
        m_camera->setGuidance(Words::guidance(m_guidance));
        m_shotsTitle->setText(tr("Three pictures"));
        m_signTitle->setText(tr("The thekedar signs"));
        m_signText->setText(tr("With your signature you answer for this person. It works without a line."));
        m_user->say(tr("Thekedar's name"));
        m_password->say(tr("Password or PIN"));
        m_retake->say(tr("All again"));
        retell();
    });
}

QWidget* OnboardWizard::makeDetails() {
    auto* column = new QVBoxLayout;
    for (Field** field : {&m_name, &m_trade, &m_rate, &m_phone}) {
        *field = new Field;
        column->addWidget(*field);
    }
    m_rate->edit()->setValidator(new QIntValidator(0, 100'000, this));
    column->addStretch(1);
    return centred(column);
}

QWidget* OnboardWizard::makeConsent() {
    auto* column = new QVBoxLayout;
    m_noticeTitle = new Text(TextSize::Guidance, Colour::Ink, Text::Weight::Bold);
    m_noticeText = new Text(TextSize::Title);
    m_noticeText->setWordWrap(true);
    m_read = new QCheckBox;
    m_agrees = new QCheckBox;
    column->addWidget(m_noticeTitle);
    column->addWidget(m_noticeText);
    m_listen = new Button;
    m_listen->hide();
    connect(m_listen, &Button::clicked, this, [this] { Q_EMIT readAloud(m_noticeText->text()); });
    column->addWidget(m_listen, 0, Qt::AlignLeft);
    column->addSpacing(8);
    column->addWidget(m_read);
    column->addWidget(m_agrees);
    column->addStretch(1);
    return centred(column);
}

QWidget* OnboardWizard::makeFace() {
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    m_camera = new CameraView;
    row->addWidget(m_camera, 1);
    auto* panel = new Panel;
    panel->setFixedWidth(300);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(18, 16, 18, 16);
    column->setSpacing(10);
    m_shotsTitle = new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold);
    column->addWidget(m_shotsTitle);
    for (int i = 0; i < kShots; ++i) {
        auto* line = new QHBoxLayout;
        line->setSpacing(14);
        m_boxes << new PhotoBox(QSize(104, 104));
        m_boxTexts << new Text(TextSize::Body);
        m_boxTexts.last()->setWordWrap(true);
        line->addWidget(m_boxes.last());
        line->addWidget(m_boxTexts.last(), 1);
        column->addLayout(line);
    }
    column->addStretch(1);
    row->addWidget(panel);
    return page;
}

QWidget* OnboardWizard::makeSign() {
    auto* column = new QVBoxLayout;
    m_signTitle = new Text(TextSize::Guidance, Colour::Ink, Text::Weight::Bold);
    m_signText = new Text(TextSize::Body, Colour::Dim);
    m_signText->setWordWrap(true);
    m_user = new Field;
    m_password = new Field;
    m_password->edit()->setEchoMode(QLineEdit::Password);
    m_password->edit()->setContextMenuPolicy(Qt::NoContextMenu);
    connect(m_password->edit(), &QLineEdit::returnPressed, this, &OnboardWizard::next);
    column->addWidget(makeAlike());
    for (QWidget* widget : std::initializer_list<QWidget*>{m_signTitle, m_signText, m_user, m_password})
        column->addWidget(widget);
    column->addStretch(1);
    return centred(column);
}

QWidget* OnboardWizard::makeAlike() {
    m_alike = new QWidget;
    auto* column = new QVBoxLayout(m_alike);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_alikeTitle = new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold);
    column->addWidget(m_alikeTitle);
    auto* both = new QHBoxLayout;
    both->setSpacing(20);
    const auto side = [&](PhotoBox*& box, Text*& name) {
        // The name beside the picture: under it there is no room left where a notice stands below the page.
        auto* one = new QHBoxLayout;
        one->setSpacing(12);
        box = new PhotoBox(QSize(128, 128));
        name = new Text(TextSize::Body);
        name->setWordWrap(true);
        name->setFixedWidth(138);
        one->addWidget(box, 0, Qt::AlignTop);
        one->addWidget(name, 0, Qt::AlignTop);
        both->addLayout(one);
    };
    side(m_newFace, m_newName);
    side(m_knownFace, m_knownName);
    both->addStretch(1);
    column->addLayout(both);
    m_other = new QCheckBox;
    column->addWidget(m_other);
    m_alike->hide();
    return m_alike;
}

void OnboardWizard::setChecking(bool checking) {
    m_checking = checking;
    retell();
}

void OnboardWizard::setLikeness(const muster::LikenessCheck& check) {
    m_checking = false;
    if (m_step != Sign || !consentFace()) return retell(); // he went back meanwhile
    if (check.code.isEmpty()) {
        showAlike(check.alike);
        return retell();
    }
    const bool picture = check.photo >= 0 || check.code == "FACES_DIFFER";
    if (picture) {
        m_shots.clear();
        go(Face);
    }
    m_notice->say(Tone::Bad, [code = QByteArray(check.code)] { return Words::sentenceAndAdvice(code); });
    retell();
}

void OnboardWizard::showAlike(const QList<muster::Likeness>& alike) {
    m_other->setChecked(false);
    m_alike->setVisible(!alike.isEmpty());
    m_signText->setVisible(alike.isEmpty());
    m_likeName = alike.isEmpty() ? QString() : alike.first().name;
    m_likeScore = alike.isEmpty() ? 0 : alike.first().score;
    m_newFace->setPhoto(m_shots.isEmpty() ? QImage() : m_shots.first());
    m_knownFace->setPhoto(alike.isEmpty() ? QImage() : alike.first().photo);
    if (!alike.isEmpty()) m_other->setFocus();
}

void OnboardWizard::begin(const QString& thekedar) {
    for (Field* field : {m_name, m_trade, m_rate, m_phone, m_password})
        field->edit()->clear();
    m_user->edit()->setText(thekedar);
    m_read->setChecked(false);
    m_agrees->setChecked(false);
    m_shots.clear();
    m_busy = m_checking = false;
    showAlike({});
    m_notice->clear();
    go(Details);
}

bool OnboardWizard::consentFace() const {
    return m_agrees->isChecked();
}

void OnboardWizard::setVoice(bool available) {
    m_listen->setVisible(available);
}

void OnboardWizard::go(int step) {
    if (step != Consent) Q_EMIT silenceWanted();
    m_step = step;
    setFocus(); // a field that is hidden would hand the keys to the top bar
    m_pages->setCurrentIndex(step);
    m_notice->clear();
    retell();
    if (step == Details) m_name->edit()->setFocus();
    if (step == Consent) m_read->setFocus();
    if (step == Sign) m_password->edit()->setFocus();
}

void OnboardWizard::allowNext(bool on) {
    // So would a button that goes grey. It takes them again as soon as it can.
    if (!on && m_next->hasFocus()) setFocus();
    m_next->setEnabled(on);
    if (on && hasFocus()) m_next->setFocus();
}

void OnboardWizard::next() {
    if (!m_next->isEnabled()) return;
    if (m_step == Consent)
        go(consentFace() ? Face : Sign);
    else if (m_step == Face && m_shots.size() < kShots)
        takeShot();
    else if (m_step == Face) {
        go(Sign);
        showAlike({});
        Q_EMIT picturesTaken(m_shots);
    } else if (m_step == Sign)
        submit();
    else
        go(m_step + 1);
}

void OnboardWizard::takeShot() {
    m_shots << m_camera->frame().copy();
    if (m_shots.size() == kShots) m_next->setFocus();
    retell();
}

void OnboardWizard::setFaces(const QList<capture::FaceSeen>& faces) {
    const bool one = faces.size() == 1;
    const QByteArray guidance = one ? faces.first().guidance : QByteArray();
    const bool ready = one && guidance.isEmpty();
    m_guidance = faces.size() > 1 ? QByteArrayLiteral("ONE_AT_A_TIME")
                 : !one           ? QByteArrayLiteral("LOOK_HERE")
                                  : guidance;
    m_camera->setGuidance(Words::guidance(m_guidance));
    if (ready == m_faceReady) return;
    m_faceReady = ready;
    retell();
}

void OnboardWizard::submit() {
    muster::EnrolRequest request;
    request.details.name = m_name->edit()->text().simplified().toUtf8();
    request.details.trade = m_trade->edit()->text().simplified().toUtf8();
    request.details.phone = m_phone->edit()->text().simplified().toUtf8();
    if (const int rupees = m_rate->edit()->text().toInt(); rupees > 0) request.details.dailyRatePaise = rupees * 100LL;
    request.consent.noticeVersion = kNoticeVersion;
    request.consent.language = Words::locale().name().section(u'_', 0, 0).toLatin1(); // as the notice was shown
    request.consent.face = consentFace();
    if (consentFace()) request.photos = m_shots;
    request.thekedar = m_user->edit()->text().trimmed().toUtf8();
    request.password = std::make_shared<const crypto::SecretBytes>(m_password->takeSecret());
    request.despiteLikeness = m_alike->isVisibleTo(this) && m_other->isChecked();
    m_busy = true;
    retell();
    Q_EMIT finished(request);
}

void OnboardWizard::setOutcome(const muster::EnrolOutcome& outcome) {
    m_busy = false;
    const bool picture = outcome.photo >= 0 || outcome.code == "FACES_DIFFER";
    if (picture) {
        m_shots.clear();
        go(Face);
    }
    const bool alike = outcome.code == "DUPLICATE_FACE"; // somebody came in between: both are looked at now
    if (alike) showAlike({{outcome.looksLike, outcome.looksLikeName, {}, {}, 0, {}}});
    m_notice->say(alike ? Tone::Held : Tone::Bad, [code = outcome.code] { return Words::sentenceAndAdvice(code); });
    retell();
}

void OnboardWizard::retell() {
    const QStringList names{tr("1 Details"), tr("2 Consent"), tr("3 Face"), tr("4 Signature")};
    for (int i = 0; i < StepCount; ++i) {
        const bool skipped = i == Face && m_step > Face && !consentFace();
        m_chips[i]->setBold(i == m_step);
        if (i < m_step && !skipped)
            m_chips[i]->set(Tone::Ok, names[i]);
        else
            m_chips[i]->set(i == m_step ? Tone::Accent : Tone::Neutral, names[i], QString());
    }
    const QStringList poses{tr("looking straight"), tr("turned a little to the left"), tr("with the helmet on")};
    for (int i = 0; i < kShots; ++i) {
        const bool done = i < m_shots.size(), now = i == m_shots.size();
        m_boxes[i]->setPhoto(done ? m_shots[i] : QImage());
        m_boxes[i]->setAccessibleName(poses[i]);
        m_boxTexts[i]->setText(poses[i]);
        if (done)
            m_boxTexts[i]->setInk(Tone::Ok);
        else if (now)
            m_boxTexts[i]->setInk(Tone::Held);
        else
            m_boxTexts[i]->setInk(Colour::Dim);
    }
    m_newFace->setAccessibleName(tr("The new worker"));
    m_newName->setText(m_name->edit()->text().simplified());
    m_knownFace->setAccessibleName(tr("Enrolled already: %1").arg(m_likeName));
    m_knownName->setText(tr("Enrolled already: %1").arg(m_likeName) +
                         (m_likeScore > 0 ? tr(" · likeness %1").arg(m_likeScore / 1000.0, 0, 'f', 2) : QString()));
    m_camera->setOval(m_faceReady ? Tone::Ok : Tone::Held);
    m_back->say(m_step == Details ? tr("Cancel") : tr("Back"));
    m_retake->setVisible(m_step == Face && !m_shots.isEmpty());
    switch (m_step) {
    case Details:
        m_next->say(tr("Next"));
        allowNext(m_name->edit()->text().simplified().size() >= 2);
        break;
    case Consent:
        m_next->say(consentFace() ? tr("Next") : tr("Go on without a face"));
        allowNext(m_read->isChecked());
        break;
    case Face:
        m_next->say(m_shots.size() < kShots ? tr("Take picture %1").arg(m_shots.size() + 1) : tr("Next"));
        allowNext(m_shots.size() == kShots || (m_faceReady && !m_camera->frame().isNull()));
        break;
    default:
        m_next->say(m_busy ? tr("Signing…") : m_checking ? tr("Comparing faces…") : tr("Sign and enrol"));
        allowNext(!m_busy && !m_checking && (!m_alike->isVisibleTo(this) || m_other->isChecked()) &&
                  !m_user->edit()->text().trimmed().isEmpty() && !m_password->edit()->text().isEmpty());
    }
}

} // namespace haziri::ui
