#include "ui/widgets/Live.h"

namespace haziri::ui {

namespace {

class Watcher final : public QObject {
  public:
    Watcher(QWidget* widget, QEvent::Type type, std::function<void()> call)
        : QObject(widget)
        , m_type(type)
        , m_call(std::move(call)) {
        m_call();
        widget->installEventFilter(this);
    }
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == m_type && !m_running) {
            m_running = true; // setting a font or a palette may send the same event again
            m_call();
            m_running = false;
        }
        return QObject::eventFilter(watched, event);
    }

  private:
    QEvent::Type m_type;
    std::function<void()> m_call;
    bool m_running = false;
};

} // namespace

void onLanguage(QWidget* widget, std::function<void()> fill) {
    new Watcher(widget, QEvent::LanguageChange, std::move(fill));
}

void closeOnLanguage(QWidget* widget) {
    onLanguage(widget, [widget] {
        if (widget->isVisible()) widget->close();
    });
}

void onTheme(QWidget* widget, std::function<void()> paint) {
    new Watcher(widget, QEvent::StyleChange, std::move(paint));
}

} // namespace haziri::ui
