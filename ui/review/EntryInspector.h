// One entry of the log under the glass: what it says, the proof that it belongs to the log, and its photo once a
// purpose was given.
#pragma once

#include "core/review/EntryProof.h"
#include "core/review/LogPager.h"
#include "ui/review/LogWords.h"
#include "ui/widgets/Panel.h"

class QGridLayout;
class QStackedLayout;

namespace haziri::ui {

class Button;
class Chip;
class EmptyState;
class Field;
class Notice;
class PhotoBox;
class ProofView;
class Text;

class EntryInspector : public Panel {
    Q_OBJECT
  public:
    explicit EntryInspector(QWidget* parent = nullptr);

    void setNames(Names names);
    void show(const review::LogRow& row); ///< asks for its proof where it is another one
    /// What a verification found; shown where it is about this entry, and taken back where it no longer is.
    void setFinding(const std::optional<audit::BadEntry>& bad);
    void clear();

    void showProof(const review::EntryProof& proof); ///< for the entry that is shown; others are ignored
    void showProofError(qint64 index, const QByteArray& code);
    /// `viewer`: who looks; drawn into the picture with the time.
    void showPhoto(const FileId& file, const QImage& photo, const QString& viewer, UnixMillis at);
    void showPhotoError(const FileId& file, const QByteArray& code);

    PhotoBox* photo() const { return m_photo; }
    std::optional<qint64> index() const;
    void askPurpose(bool ask); ///< what *Show photo…* does

  Q_SIGNALS:
    void proofWanted(qint64 index, const haziri::crypto::Digest& leaf);
    void photoWanted(const haziri::FileId& file, const QString& purpose);
    void trustExplained(const QByteArray& deviceId, QWidget* anchor);

  private:
    QLayout* makeHead();
    QWidget* makePurpose();
    void fill();
    void fillRows();
    void fillBad();
    void addRow(int line, const QString& label, QWidget* value);

    enum class Proof { Asked, Proven, Failed, Unknown };
    std::optional<review::LogRow> m_row;
    std::optional<audit::BadEntry> m_finding, m_bad;
    void judge();
    Proof m_proofState = Proof::Asked;
    QByteArray m_proofCode;
    qint64 m_proofSteps = 0, m_proofSize = 0;
    LogWords m_words;

    QStackedLayout* m_stack;
    EmptyState* m_empty;
    Text *m_title, *m_headline, *m_sub, *m_proofTitle, *m_proofText, *m_badTitle, *m_badText;
    Chip* m_state;
    PhotoBox* m_photo;
    ProofView* m_proof;
    Button *m_showPhoto, *m_open, *m_cancel;
    Field* m_purpose;
    Notice* m_photoNotice;
    QWidget *m_purposeBox, *m_badBox;
    QGridLayout* m_rows;
};

} // namespace haziri::ui
