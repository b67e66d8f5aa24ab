// A new worker in four steps: details, consent, three pictures, the thekedar's signature.
//
// Knows no laptop: it collects an EnrolRequest and is told what became of it.
#pragma once

#include "core/capture/Decision.h"
#include "core/muster/DayTypes.h"

#include <QWidget>

class QStackedWidget;
class QCheckBox;

namespace haziri::ui {

class Button;
class CameraView;
class Chip;
class Field;
class Notice;
class PhotoBox;
class Text;

class OnboardWizard : public QWidget {
    Q_OBJECT
  public:
    enum Step { Details, Consent, Face, Sign, StepCount };
    explicit OnboardWizard(QWidget* parent = nullptr);

    void begin(const QString& thekedar);
    CameraView* camera() const { return m_camera; }
    void setFaces(const QList<capture::FaceSeen>& faces);
    void setOutcome(const muster::EnrolOutcome& outcome); ///< a refused one; a good one is the page's affair
    /// The pictures are being compared with those who are enrolled: nobody signs before the answer.
    void setChecking(bool checking);
    void setLikeness(const muster::LikenessCheck& check);
    void setVoice(bool available); ///< there is a voice that can read the notice
    int step() const { return m_step; }
    const QList<QImage>& shots() const { return m_shots; }

  Q_SIGNALS:
    void finished(const haziri::muster::EnrolRequest& request);
    void picturesTaken(const QList<QImage>& shots); ///< all three, before the signature
    void readAloud(const QString& notice);          ///< the consent, in the language of the window
    void silenceWanted();
    void cancelled();

  private:
    QWidget* makeDetails();
    QWidget* makeConsent();
    QWidget* makeFace();
    QWidget* makeSign();
    QWidget* makeAlike();
    void showAlike(const QList<muster::Likeness>& alike);
    void go(int step);
    void next();
    void takeShot();
    void submit();
    void allowNext(bool on);
    void retell();
    bool consentFace() const;

    int m_step = Details;
    QList<Chip*> m_chips;
    QStackedWidget* m_pages;
    Field *m_name, *m_trade, *m_rate, *m_phone, *m_user, *m_password;
    Text *m_noticeTitle, *m_noticeText, *m_shotsTitle, *m_signTitle, *m_signText;
    QCheckBox *m_read, *m_agrees;
    Button* m_listen;
    CameraView* m_camera;
    QList<PhotoBox*> m_boxes;
    QList<Text*> m_boxTexts;
    Notice* m_notice;
    Button *m_back, *m_next, *m_retake;
    QWidget* m_alike; ///< the new face beside the one it is like
    PhotoBox *m_newFace, *m_knownFace;
    Text *m_alikeTitle, *m_newName, *m_knownName;
    QCheckBox* m_other; ///< the thekedar has looked: it is somebody else
    QString m_likeName;
    int m_likeScore = 0;
    QList<QImage> m_shots;
    bool m_faceReady = false, m_busy = false, m_checking = false;
    QByteArray m_guidance; ///< a code: the language may change
};

} // namespace haziri::ui
