#include "ui/office/PlacesPage.h"

#include "ui/review/ChoiceSheet.h"
#include "ui/review/SiteChoice.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/QrCode.h"
#include "ui/widgets/Segments.h"
#include "ui/widgets/Sorting.h"
#include "ui/widgets/Table.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QHeaderView>

namespace haziri::ui {

namespace {

constexpr qint64 kE7 = 10'000'000;
constexpr int kPasswordMin = 8, kPasswordMax = 200, kReasonMin = 3;
constexpr const char* kRoles[] = {"supervisor", "thekedar", "hr", "admin"};

/// Degrees as people write them: "28.5355", "28,5355".
std::optional<qint64> degrees(QString text, double most) {
    bool isNumber = false;
    const double value = text.trimmed().replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&isNumber);
    if (!isNumber || value < -most || value > most) return std::nullopt;
    return qRound64(value * double(kE7));
}

QString placeOf(const review::SiteLine& site) {
    return QStringLiteral("%1, %2").arg(double(site.latE7) / kE7, 0, 'f', 5).arg(double(site.lonE7) / kE7, 0, 'f', 5);
}

} // namespace

// --- the rows --------------------------------------------------------------------------------------------------------

void PlainModel::set(QStringList titles, QList<Row> rows) {
    beginResetModel();
    m_titles = std::move(titles);
    m_rows = std::move(rows);
    endResetModel();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, 3);
}

QVariant PlainModel::data(const QModelIndex& index, int role) const {
    const Row& row = m_rows[index.row()];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return row.texts.value(column);
    case Qt::ToolTipRole:
        return row.texts.value(column);
    case kSortRole:
        return row.order.value(column);
    case SubTextRole:
        return column == 0 && !row.below.isEmpty() ? QVariant(row.below) : QVariant();
    case ChipToneRole:
        return column == row.chipColumn ? QVariant(row.tone) : QVariant();
    case DimRole:
        return column > 0;
    default:
        return {};
    }
}

QVariant PlainModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? QVariant(m_titles.value(section)) : QVariant();
}

// --- the page --------------------------------------------------------------------------------------------------------

PlacesPage::PlacesPage(const Clock& clock, QWidget* parent)
    : ListPage({.rowHeight = 48}, parent)
    , m_clock(clock)
    , m_model(new PlainModel(this))
    , m_views(new Segments)
    , m_add(new Button(Button::Kind::Primary))
    , m_copy(new Button)
    , m_another(new Button)
    , m_block(new Button(Button::Kind::Danger))
    , m_newPassword(new Button)
    , m_said(new Notice)
    , m_title(new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold))
    , m_advice(new Text(TextSize::Body, Colour::Dim))
    , m_uri(new Text(TextSize::Small, Colour::Ink, Text::Weight::Mono))
    , m_expires(new Text(TextSize::Table, Colour::Dim))
    , m_fields{new Field, new Field, new Field, new Field}
    , m_personChip(new Chip)
    , m_siteChip(new Chip)
    , m_roleChip(new Chip)
    , m_qr(new QrCode)
    , m_codeBox(new QWidget) {
    bar()->addWidget(m_views);
    bar()->addStretch(1);
    setModel(m_model, {0, 200, 130, 140});
    connect(m_views, &Segments::chosen, this, [this](int view) { setView(View(view)); });
    fillIn(sheet());
    showSheet(true);
    onLanguage(this, [this] {
        m_views->setChoices({tr("Sites"), tr("People"), tr("Enrolment codes")});
        m_views->setAccessibleName(tr("Sites, people or enrolment codes"));
        m_copy->say(tr("Copy"));
        m_another->say(tr("Add a person"));
        m_newPassword->say(tr("Set a new password"));
        m_qr->setAccessibleName(tr("The enrolment as a QR code"));
        fill();
    });
}

void PlacesPage::fillIn(QBoxLayout* column) {
    column->setSpacing(10);
    for (Text* text : {m_title, m_advice}) {
        text->setWordWrap(true);
        column->addWidget(text);
    }
    auto* chips = new QHBoxLayout;
    chips->setSpacing(8);
    for (Chip* chip : {m_personChip, m_siteChip, m_roleChip}) {
        chip->setChevron(true);
        chips->addWidget(chip);
    }
    chips->addStretch(1);
    column->addLayout(chips);
    for (Field* field : m_fields) {
        column->addWidget(field);
        connect(field->edit(), &QLineEdit::textChanged, this, [this, field] {
            field->setError({});
            fillForm();
        });
        connect(field->edit(), &QLineEdit::returnPressed, this, &PlacesPage::add);
    }
    column->addWidget(m_said);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (Button* button : {m_add, m_block, m_newPassword})
        buttons->addWidget(button);
    buttons->addStretch(1);
    column->addLayout(buttons);
    m_another->setDrawing(QStringLiteral("plus"));
    column->addWidget(m_another, 0, Qt::AlignLeft);
    auto* code = new QVBoxLayout(m_codeBox);
    code->setContentsMargins(0, 0, 0, 0);
    code->setSpacing(8);
    code->addWidget(m_expires);
    code->addWidget(m_qr, 1);
    m_uri->setWordWrap(true);
    m_uri->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    code->addWidget(m_uri);
    m_copy->setDrawing(QStringLiteral("copy"));
    code->addWidget(m_copy, 0, Qt::AlignLeft);
    column->addWidget(m_codeBox, 1);
    column->addStretch(0);
    connect(m_add, &Button::clicked, this, &PlacesPage::add);
    connect(m_another, &Button::clicked, this, [this] {
        table()->clearSelection();
        table()->setCurrentIndex({});
        look(std::nullopt);
    });
    connect(m_block, &Button::clicked, this, &PlacesPage::decide);
    connect(m_newPassword, &Button::clicked, this, &PlacesPage::renewPassword);
    connect(m_personChip, &Chip::clicked, this, &PlacesPage::choosePerson);
    connect(m_siteChip, &Chip::clicked, this, [this] {
        SiteChoice::choose(m_siteChip, m_sites, m_site, [this](const SiteId& site) {
            m_site = site;
            m_fresh.reset();
            fillForm();
        });
    });
    connect(m_roleChip, &Chip::clicked, this, &PlacesPage::chooseRole);
    connect(m_copy, &Button::clicked, this, [this] {
        if (!m_fresh) return;
        QApplication::clipboard()->setText(m_fresh->uri.isEmpty() ? m_fresh->code : m_fresh->uri);
        m_said->say(Tone::Ok, [] { return tr("Copied. Paste it into the laptop's window."); });
    });
}

// --- names -----------------------------------------------------------------------------------------------------------

QString PlacesPage::siteName(const SiteId& id) const {
    for (const auto& site : m_sites)
        if (site.siteId == id) return site.name;
    return QStringLiteral("…") + id.toString().right(6);
}

QString PlacesPage::userName(const UserId& id) const {
    for (const auto& user : m_users)
        if (user.userId == id) return user.name.isEmpty() ? user.username : user.name;
    return QStringLiteral("…") + id.toString().right(6);
}

QList<review::UserLine> PlacesPage::gatePeople() const {
    QList<review::UserLine> people;
    for (const auto& user : m_users)
        if (!user.isDisabled) people << user;
    return people;
}

// --- being told ------------------------------------------------------------------------------------------------------

void PlacesPage::setSites(QList<review::SiteLine> sites) {
    m_sites = std::move(sites);
    if (m_site.isNull() && !m_sites.isEmpty()) m_site = m_sites.first().siteId;
    m_loaded = true;
    fill();
}

void PlacesPage::setUsers(QList<review::UserLine> users) {
    m_users = std::move(users);
    if (m_user) {
        const auto id = m_user->userId;
        m_user.reset();
        for (const auto& user : m_users)
            if (user.userId == id) m_user = user;
    }
    if (m_person.isEmpty())
        for (const auto& user : gatePeople())
            if (m_person.isEmpty() && user.role == "supervisor") m_person = user.username;
    if (m_person.isEmpty() && !gatePeople().isEmpty()) m_person = gatePeople().first().username;
    fill();
}

void PlacesPage::setCodes(QList<review::CodeLine> codes) {
    m_codes = std::move(codes);
    fill();
}

void PlacesPage::showAdded(const QByteArray& code) {
    // Whoever went on to another list keeps what he types there.
    if (m_view != m_addedIn) return;
    m_adding = false;
    if (code.isEmpty()) {
        for (Field* field : m_fields)
            field->edit()->clear();
        m_said->set(Tone::Ok, m_user ? tr("Done. It is in the log, with your name.")
                                     : tr("Added. It is in the log, with your name."));
    } else {
        m_said->set(Tone::Bad, QStringLiteral("%1 %2").arg(Words::sentence(code), Words::advice(code)));
    }
    fillForm();
}

void PlacesPage::showCode(const review::FreshCode& code) {
    if (m_view != Codes) return;
    m_adding = false;
    m_fresh = code;
    m_said->clear();
    fillForm();
}

void PlacesPage::setView(View view) {
    m_view = view;
    m_adding = false;
    m_views->setCurrent(view);
    table()->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // other columns: their own order
    m_said->clear();
    m_fresh.reset();
    look(std::nullopt);
    fill();
}

/// Whose sheet stands at the right; nobody's: the form for one more.
void PlacesPage::look(std::optional<review::UserLine> user) {
    m_user = std::move(user);
    m_said->clear();
    for (Field* field : m_fields)
        field->edit()->clear();
    fillForm();
}

void PlacesPage::chosen(int row) {
    if (m_view != People || row < 0 || row >= m_users.size()) return;
    if (!m_user || m_user->userId != m_users[row].userId) look(m_users[row]);
}

void PlacesPage::reset() {
    m_sites.clear();
    m_users.clear();
    m_user.reset();
    m_codes.clear();
    m_fresh.reset();
    m_person.clear();
    m_site = {};
    m_loaded = m_adding = false;
    notice()->clear();
    m_said->clear();
    fill();
}

// --- the list --------------------------------------------------------------------------------------------------------

QStringList PlacesPage::titles() const {
    if (m_view == Sites) return {tr("Site"), tr("Centre"), tr("Circle"), tr("Clock")};
    if (m_view == People) return {tr("Name"), tr("Signs in as"), tr("Role"), tr("State")};
    return {tr("For"), tr("Site"), tr("Made"), tr("State")};
}

QList<PlainModel::Row> PlacesPage::rows() const {
    QList<PlainModel::Row> rows;
    if (m_view == Sites)
        for (const auto& site : m_sites)
            rows << PlainModel::Row{{site.name, placeOf(site), tr("%1 m").arg(Words::number(site.radiusM)),
                                     QStringLiteral("UTC%1%2:%3")
                                         .arg(site.tzOffsetMin < 0 ? QStringLiteral("−") : QStringLiteral("+"))
                                         .arg(qAbs(site.tzOffsetMin) / 60)
                                         .arg(qAbs(site.tzOffsetMin) % 60, 2, 10, QLatin1Char('0'))},
                                    {},
                                    {{}, site.latE7, site.radiusM, site.tzOffsetMin}};
    if (m_view == People)
        for (const auto& user : m_users)
            rows << PlainModel::Row{{user.name.isEmpty() ? user.username : user.name, user.username,
                                     Words::role(user.role), user.isDisabled ? tr("blocked") : tr("active")},
                                    {},
                                    {},
                                    3,
                                    int(user.isDisabled ? Tone::Bad : Tone::Ok)};
    if (m_view == Codes)
        for (const auto& code : m_codes) {
            const bool used = !code.usedBy.isEmpty(), late = code.expiresAt.value <= m_clock.now().value;
            rows << PlainModel::Row{{userName(code.userId), siteName(code.siteId), Words::shortMoment(code.createdAt),
                                     used   ? tr("used")
                                     : late ? tr("expired")
                                            : tr("open")},
                                    Words::role(code.role),
                                    {{}, {}, code.createdAt.value},
                                    3,
                                    int(used   ? Tone::Ok
                                        : late ? Tone::Neutral
                                               : Tone::Held)};
        }
    return rows;
}

void PlacesPage::fill() {
    // The list comes anew; the line that was looked at stays looked at.
    const QSignalBlocker quiet(table()->selectionModel());
    m_model->set(titles(), rows());
    for (int row = 0; m_user && row < m_users.size(); ++row)
        if (m_view == People && m_users[row].userId == m_user->userId) mark(row);
    table()->setAccessibleName(m_view == Sites ? tr("Sites") : m_view == People ? tr("People") : tr("Enrolment codes"));
    const QString drawing = m_view == Sites    ? QStringLiteral("place")
                            : m_view == People ? QStringLiteral("user")
                                               : QStringLiteral("key");
    if (!m_loaded)
        table()->emptyState()->set(drawing, tr("Loading…"), {});
    else if (m_view == Codes)
        table()->emptyState()->set(drawing, tr("No code yet"),
                                   tr("A code lets one laptop join. Make one at the right."));
    else
        table()->emptyState()->set(drawing, tr("Nothing here yet"), tr("Add the first one at the right."));
    fillForm();
}

// --- the form --------------------------------------------------------------------------------------------------------

void PlacesPage::fillForm() {
    m_personChip->setVisible(m_view == Codes);
    m_siteChip->setVisible(m_view == Codes);
    m_roleChip->setVisible(m_view == People && !m_user);
    m_add->setVisible(!m_user);
    for (Button* button : {m_another, m_block, m_newPassword})
        button->setVisible(m_user.has_value());
    m_personChip->set(Tone::Neutral, m_person.isEmpty() ? tr("Nobody") : m_person, QString());
    m_personChip->setAccessibleName(tr("For: %1").arg(m_personChip->text()));
    SiteChoice::say(m_siteChip, m_sites, m_site, 220);
    m_roleChip->set(Tone::Neutral, Words::role(m_role), QString());
    m_roleChip->setAccessibleName(tr("Role: %1").arg(m_roleChip->text()));
    m_fields[0]->setVisible(m_view != Codes);
    m_fields[1]->setVisible(m_view != Codes);
    m_fields[2]->setVisible(m_view == Sites);
    m_fields[3]->setVisible(m_view == Sites);
    m_fields[1]->edit()->setEchoMode(m_view == People ? QLineEdit::Password : QLineEdit::Normal);
    m_codeBox->setVisible(m_view == Codes && m_fresh.has_value());
    m_fields[1]->edit()->setMaxLength(m_user ? kPasswordMax : 32767);
    if (m_user) return fillUser();
    bool ready = !m_adding;
    switch (m_view) {
    case Sites:
        m_title->setText(tr("Add a site"));
        m_advice->setText(tr("Marks from outside the circle are held for you to look at."));
        m_fields[0]->say(tr("Name of the site"));
        m_fields[1]->say(tr("Latitude"), tr("As a map shows it, for example 28.5355"));
        m_fields[2]->say(tr("Longitude"), tr("For example 77.2910"));
        m_fields[3]->say(tr("Radius in metres"), tr("From the centre to the fence"));
        m_add->say(tr("Add the site"));
        for (Field* field : m_fields)
            ready = ready && !field->edit()->text().trimmed().isEmpty();
        break;
    case People:
        m_title->setText(tr("Add a person"));
        m_advice->setText(tr("Only administrators add people of the office."));
        m_fields[0]->say(tr("Name to sign in with"));
        m_fields[1]->say(tr("First password"), tr("At least 8 characters"));
        m_add->say(tr("Add the person"));
        ready = ready && !m_fields[0]->edit()->text().trimmed().isEmpty() &&
                m_fields[1]->edit()->text().size() >= kPasswordMin;
        break;
    case Codes:
        m_title->setText(tr("Let a laptop join"));
        m_advice->setText(tr("The code is shown once. It names who answers for the laptop, and its site."));
        m_add->say(m_fresh ? tr("Make another code") : tr("Make a code"));
        ready = ready && !m_person.isEmpty() && !m_site.isNull();
        break;
    }
    m_add->setEnabled(ready);
    if (!m_fresh) return;
    m_expires->setText(tr("Good until %1, for one laptop").arg(Words::clockTime(m_fresh->expiresAt)));
    const QString text = m_fresh->uri.isEmpty() ? m_fresh->code : m_fresh->uri;
    m_qr->setText(text.toUtf8());
    // A long address has no place to break by itself.
    QString broken;
    for (int i = 0; i < text.size(); i += 46)
        broken += text.mid(i, 46) + QChar(0x200b);
    m_uri->setText(broken);
}

void PlacesPage::fillUser() {
    m_title->setText(m_user->name.isEmpty() ? m_user->username : m_user->name);
    QStringList parts{Words::role(m_user->role), tr("signs in as %1").arg(m_user->username)};
    if (m_user->trustScore) parts << tr("trust %1 of 100").arg(*m_user->trustScore);
    if (m_user->isDisabled && !m_user->blockReason.isEmpty()) parts << tr("Blocked: %1").arg(m_user->blockReason);
    m_advice->setText(parts.join(QStringLiteral(" · ")));
    m_fields[0]->say(m_user->isDisabled ? tr("Reason for unblocking") : tr("Reason for blocking"),
                     tr("It is written to the log with your name. Blocking ends all sessions at once."));
    m_fields[1]->say(tr("New password"), tr("At least 8 characters. It ends all sessions at once."));
    m_block->say(m_user->isDisabled ? tr("Unblock") : tr("Block"));
    m_block->setEnabled(!m_adding && m_fields[0]->edit()->text().simplified().size() >= kReasonMin);
    m_newPassword->setEnabled(!m_adding && m_fields[1]->edit()->text().size() >= kPasswordMin);
}

void PlacesPage::decide() {
    const QString reason = m_fields[0]->edit()->text().simplified();
    if (!m_user || m_adding || reason.size() < kReasonMin) return;
    m_adding = true;
    m_addedIn = m_view;
    fillForm();
    Q_EMIT userBlockWanted(m_user->userId, !m_user->isDisabled, reason);
}

void PlacesPage::renewPassword() {
    if (!m_user || m_adding || m_fields[1]->edit()->text().size() < kPasswordMin) return;
    m_adding = true;
    m_addedIn = m_view;
    const crypto::SecretBytes password = m_fields[1]->takeSecret();
    fillForm();
    Q_EMIT passwordWanted(m_user->userId, password);
}

void PlacesPage::choosePerson() {
    QStringList texts;
    int current = -1;
    const auto people = gatePeople();
    for (const auto& user : people) {
        if (user.username == m_person) current = int(texts.size());
        texts << user.username + QStringLiteral(" · ") + Words::role(user.role);
    }
    if (texts.isEmpty()) return;
    chooseBelow(m_personChip, tr("For whom"), texts, current, [this, people](int index) {
        m_person = people[index].username;
        m_fresh.reset();
        fillForm();
    });
}

void PlacesPage::chooseRole() {
    QStringList texts;
    int current = 0;
    for (const char* role : kRoles) {
        if (m_role == role) current = int(texts.size());
        texts << Words::role(role);
    }
    chooseBelow(m_roleChip, tr("Role"), texts, current, [this](int index) {
        m_role = kRoles[index];
        fillForm();
    });
}

void PlacesPage::add() {
    if (m_user || !m_add->isEnabled() || m_adding) return;
    m_said->clear();
    m_addedIn = m_view;
    if (m_view == Sites) return addSite();
    if (m_view == People) return addUser();
    m_adding = true;
    fillForm();
    Q_EMIT codeWanted(m_person, m_site);
}

void PlacesPage::addSite() {
    const auto lat = degrees(m_fields[1]->edit()->text(), 90), lon = degrees(m_fields[2]->edit()->text(), 180);
    bool isNumber = false;
    const qint64 radius = m_fields[3]->edit()->text().trimmed().toLongLong(&isNumber);
    if (!lat) m_fields[1]->sayError([] { return tr("A number from −90 to 90"); });
    if (!lon) m_fields[2]->sayError([] { return tr("A number from −180 to 180"); });
    const bool fits = isNumber && radius >= 1 && radius <= 100'000;
    if (!fits) m_fields[3]->sayError([] { return tr("A number from 1 to 100000"); });
    if (!lat || !lon || !fits) return;
    m_adding = true;
    fillForm();
    Q_EMIT siteWanted({{}, m_fields[0]->edit()->text().simplified(), *lat, *lon, radius, 0});
}

void PlacesPage::addUser() {
    m_adding = true;
    const QString name = m_fields[0]->edit()->text().trimmed();
    const crypto::SecretBytes password = m_fields[1]->takeSecret();
    fillForm();
    Q_EMIT userWanted(name, m_role, password);
}

} // namespace haziri::ui
