// One entry of the log: what it says, its hashes, and its photo once a purpose was given.
#pragma once

#include "core/audit/LogVerifier.h"
#include "ui/review/LogRecord.h"
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
class Text;

class EntryInspector : public Panel {
    Q_OBJECT
  public:
    explicit EntryInspector(QWidget* parent = nullptr);

    void setNames(NameLookup names) { m_names = std::move(names); }
    void show(const LogRecord& record);
    void showBad(const audit::BadEntry& bad); ///< beside the entry: what was expected and what was found
    void clear();
    /// `watermark`: who looks at it and when; drawn into the picture.
    void showPhoto(const QImage& photo, const QString& watermark);
    void showPhotoError(const QByteArray& code);
    PhotoBox* photo() const { return m_photo; }
    qint64 index() const { return m_record.index; }

  Q_SIGNALS:
    void photoWanted(const haziri::FileId& file, const QString& purpose);

  private:
    void fill();
    void askPurpose(bool ask);
    LogRecord m_record;
    bool m_any = false;
    std::optional<audit::BadEntry> m_bad;
    NameLookup m_names;
    QStackedLayout* m_stack;
    EmptyState* m_empty;
    Text *m_title, *m_headline, *m_sub, *m_hashTitle, *m_hashes, *m_badTitle, *m_badText;
    Chip* m_kind;
    PhotoBox* m_photo;
    Button *m_showPhoto, *m_open, *m_cancel;
    Field* m_purpose;
    Notice* m_photoNotice;
    QWidget *m_purposeRow, *m_badBox;
    QGridLayout* m_rows;
};

} // namespace haziri::ui
