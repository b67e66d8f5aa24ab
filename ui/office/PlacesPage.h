// Sites, people and enrolment codes: what there is, and a form to add one more; a person who is chosen may be blocked
// or given a new password.
#pragma once

#include "core/crypto/SecretBytes.h"
#include "core/review/ReviewTypes.h"
#include "ui/widgets/ListPage.h"

#include <QAbstractTableModel>

namespace haziri::ui {

class Button;
class Chip;
class Field;
class Notice;
class QrCode;
class Segments;
class Text;

/// Rows of words; which list they are of is the page's affair.
class PlainModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    struct Row {
        QStringList texts;
        QString below;                 ///< a second line in the first column
        QVariantList order;            ///< what a column is sorted by where that is not its text
        int chipColumn = -1, tone = 0; ///< tone: int(Tone)
    };
    using QAbstractTableModel::QAbstractTableModel;
    void set(QStringList titles, QList<Row> rows);
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 4; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    QStringList m_titles;
    QList<Row> m_rows;
};

class PlacesPage : public ListPage {
    Q_OBJECT
  public:
    enum View { Sites, People, Codes };
    explicit PlacesPage(const Clock& clock, QWidget* parent = nullptr);

    void setSites(QList<review::SiteLine> sites);
    void setUsers(QList<review::UserLine> users);
    void setCodes(QList<review::CodeLine> codes);
    void showAdded(const QByteArray& code); ///< what became of an addition or decision; no code: done
    void showCode(const review::FreshCode& code);
    void setView(View view);
    PlainModel* model() const { return m_model; }
    Field* field(int index) const { return m_fields[size_t(index)]; }
    Button* addButton() const { return m_add; }
    Button* blockButton() const { return m_block; }
    Button* passwordButton() const { return m_newPassword; }
    QrCode* code() const { return m_qr; }
    void reset();

  Q_SIGNALS:
    void siteWanted(const haziri::review::SiteLine& site);
    void userWanted(const QString& name, const QByteArray& role, const haziri::crypto::SecretBytes& password);
    void userBlockWanted(const haziri::UserId& user, bool blocks, const QString& reason);
    void passwordWanted(const haziri::UserId& user, const haziri::crypto::SecretBytes& password);
    void codeWanted(const QString& username, const haziri::SiteId& siteId);

  private:
    void fillIn(QBoxLayout* column);
    void chosen(int row) override;
    void look(std::optional<review::UserLine> user);
    void fillUser();
    void decide();
    void renewPassword();
    void choosePerson();
    void chooseRole();
    void add();
    void addSite();
    void addUser();
    void fill();
    void fillForm();
    QList<PlainModel::Row> rows() const;
    QStringList titles() const;
    QString siteName(const SiteId& id) const;
    QString userName(const UserId& id) const;
    QList<review::UserLine> gatePeople() const; ///< who may have a laptop

    const Clock& m_clock;
    QList<review::SiteLine> m_sites;
    QList<review::UserLine> m_users;
    QList<review::CodeLine> m_codes;
    std::optional<review::FreshCode> m_fresh;
    std::optional<review::UserLine> m_user; ///< whose sheet is shown
    QString m_person;
    SiteId m_site;
    QByteArray m_role = "supervisor";
    bool m_loaded = false, m_adding = false;
    View m_view = Sites, m_addedIn = Sites; ///< m_addedIn: where the addition was made that is under way

    PlainModel* m_model;
    Segments* m_views;
    Button *m_add, *m_copy, *m_another, *m_block, *m_newPassword;
    Notice* m_said;
    Text *m_title, *m_advice, *m_uri, *m_expires;
    std::array<Field*, 4> m_fields;
    Chip *m_personChip, *m_siteChip, *m_roleChip;
    QrCode* m_qr;
    QWidget* m_codeBox;
};

} // namespace haziri::ui
