// What stands where nothing is yet: a drawing, what it means, and what to do next.
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>
#include <functional>

namespace haziri::ui {

class Button;
class Text;

class EmptyState : public QWidget {
    Q_OBJECT
  public:
    explicit EmptyState(QWidget* parent = nullptr);
    void set(const QString& drawing, const QString& title, const QString& advice, Tone tone = Tone::Neutral);
    /// Empty: no button.
    void setAction(const QString& text);

  Q_SIGNALS:
    void actionChosen();

  private:
    class Disc;
    Disc* m_disc;
    Text *m_title, *m_advice;
    Button* m_action;
};

/// One line across a panel: what happened, what was kept, what to do.
class Notice : public QWidget {
    Q_OBJECT
  public:
    explicit Notice(QWidget* parent = nullptr);
    void set(Tone tone, const QString& text);           ///< stays as it is; for what no language changes
    void say(Tone tone, std::function<QString()> text); ///< composed again whenever the language changes
    void setAction(std::function<QString()> text);      ///< composed again likewise; empty: no button
    void clear();

  Q_SIGNALS:
    void actionChosen();

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    void show(const QString& text);
    void showAction();

    Tone m_tone = Tone::Neutral;
    std::function<QString()> m_say, m_sayAction;
    Text* m_text;
    Button* m_action;
};

} // namespace haziri::ui
