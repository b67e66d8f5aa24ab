#include "ui/registers/RegisterPreview.h"

#include "ui/theme/Style.h"

#include <QKeyEvent>
#include <QWheelEvent>

namespace haziri::ui {

/// Paper is white in every theme.
class RegisterPreview::Sheet : public QWidget {
  public:
    explicit Sheet(RegisterPreview& preview)
        : m_preview(preview) {}

  protected:
    void paintEvent(QPaintEvent*) override {
        if (!m_preview.m_sheets) return;
        const RegisterPainter& pages = m_preview.m_sheets->painter;
        QPainter painter(this);
        painter.fillRect(rect(), Qt::white);
        const qreal scale = width() / pages.pageSize().width();
        painter.scale(scale, scale);
        pages.paint(painter, m_preview.m_page);
        painter.resetTransform();
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(Style::themeOf(this)[Colour::Line]);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }

  private:
    RegisterPreview& m_preview;
};

RegisterPreview::RegisterPreview(QWidget* parent)
    : QScrollArea(parent)
    , m_sheet(new Sheet(*this)) {
    setFrameShape(QFrame::NoFrame);
    setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    setWidget(m_sheet);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setBackgroundRole(QPalette::Window);
}

RegisterPreview::~RegisterPreview() = default;

void RegisterPreview::setSheets(std::shared_ptr<const RegisterSheets> sheets) {
    m_sheets = std::move(sheets);
    m_page = 0;
    fit();
    Q_EMIT changed();
}

int RegisterPreview::pageCount() const {
    return m_sheets ? m_sheets->painter.pageCount() : 0;
}

void RegisterPreview::setPage(int page) {
    m_page = qBound(0, page, qMax(0, pageCount() - 1));
    m_sheet->update();
    Q_EMIT changed();
}

void RegisterPreview::setZoom(qreal zoom) {
    m_zoom = qBound(1.0, zoom, 4.0);
    fit();
    Q_EMIT changed();
}

void RegisterPreview::fit() {
    if (!m_sheets) return m_sheet->resize(0, 0);
    const QSizeF page = m_sheets->painter.pageSize();
    const int width = int((viewport()->width() - 2) * m_zoom);
    m_sheet->resize(width, int(width * page.height() / page.width()));
    m_sheet->update();
}

void RegisterPreview::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    fit();
}

void RegisterPreview::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_PageDown:
        return setPage(m_page + 1);
    case Qt::Key_PageUp:
        return setPage(m_page - 1);
    case Qt::Key_Plus:
        return setZoom(m_zoom * 1.25);
    case Qt::Key_Minus:
        return setZoom(m_zoom / 1.25);
    default:
        QScrollArea::keyPressEvent(event);
    }
}

void RegisterPreview::wheelEvent(QWheelEvent* event) {
    if (!(event->modifiers() & Qt::ControlModifier)) return QScrollArea::wheelEvent(event);
    setZoom(event->angleDelta().y() > 0 ? m_zoom * 1.1 : m_zoom / 1.1);
    event->accept();
}

} // namespace haziri::ui
