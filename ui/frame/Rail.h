// The left edge: at most six large drawings with words, only those of the signed-in role.
#pragma once

#include <QAbstractButton>
#include <QList>

class QVBoxLayout;

namespace haziri::ui {

class RailButton : public QAbstractButton {
    Q_OBJECT
  public:
    RailButton(QString drawing, QWidget* parent = nullptr);
    void say(const QString& text);
    void setBadge(int count); ///< 0: none
    QSize sizeHint() const override { return {76, 66}; }

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    QString m_drawing;
    int m_badge = 0;
};

class Rail : public QWidget {
    Q_OBJECT
  public:
    explicit Rail(QWidget* parent = nullptr);
    RailButton* addPage(const QString& drawing); ///< upper part; checkable, the window keeps one checked
    RailButton* addTool(const QString& drawing); ///< lower part; just pressed
    QSize sizeHint() const override { return {92, 400}; }

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    QVBoxLayout *m_pages, *m_tools;
};

} // namespace haziri::ui
