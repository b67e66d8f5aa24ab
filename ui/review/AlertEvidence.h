// What stands behind an alert, side by side: the enrolled photo, the mark's photo, the place, how sure the time is, and
// why the laptop is trusted as far as it is. Photos stay hidden until a purpose is given.
#pragma once

#include "core/review/LogRecord.h"
#include "core/review/ReviewTypes.h"
#include "ui/review/LogWords.h"

#include <QWidget>

class QGridLayout;

namespace haziri::ui {

class Button;
class Notice;
class PhotoBox;
class SitePlan;
class Text;

class AlertEvidence : public QWidget {
    Q_OBJECT
  public:
    struct Facts {
        std::optional<review::LogRecord> record; ///< of the mark; nothing: the alert is about no mark, or not here yet
        FileId enrolled;                         ///< null: no photo was enrolled, or it was erased
        WorkerId lookalike;                      ///< null: nobody else comes into it
        FileId lookalikePhoto;                   ///< of his enrolment
        std::optional<review::SiteLine> site;
        std::optional<review::DeviceLine> device;
        std::optional<review::RefusedPacket>
            refused;             ///< nothing: the alert is about no refused packet, or not here yet
        bool isComplete = false; ///< nothing more will come
    };
    explicit AlertEvidence(QWidget* parent = nullptr);
    void setNames(Names names);
    void setFacts(const Facts& facts); ///< another mark: photos are forgotten
    const Facts& facts() const { return m_facts; }
    void showPhoto(const FileId& file, const QImage& photo, const QString& viewer, UnixMillis at);
    void showPhotoError(const FileId& file, const QByteArray& code);
    PhotoBox* enrolledPhoto() const { return m_enrolled; }
    PhotoBox* markPhoto() const { return m_mark; }
    Button* photosButton() const { return m_show; }
    void open(const QString& purpose); ///< what *Show photos…* does once the purpose is written
    void clear();

  Q_SIGNALS:
    void photoWanted(const haziri::FileId& file, const QString& purpose);

  private:
    FileId secondPhoto() const; ///< the mark's; where somebody else looks the same, his
    void fillPlace();
    void askPurpose();
    void fill();
    void addRow(const QString& label, const QString& value);

    Facts m_facts;
    LogWords m_words;
    PhotoBox *m_enrolled, *m_mark;
    QWidget *m_pictures, *m_place; ///< the row of both photos and the map, and the map in it
    SitePlan* m_plan;
    Text *m_enrolledText, *m_markText, *m_planText;
    Button* m_show;
    Notice* m_notice;
    QGridLayout* m_rows;
    int m_line = 0;
};

} // namespace haziri::ui
