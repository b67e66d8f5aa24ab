// The pages of a register, one at a time, painted as they are printed; larger and smaller.
#pragma once

#include "ui/registers/RegisterFiller.h"

#include <QScrollArea>

namespace haziri::ui {

class RegisterPreview : public QScrollArea {
    Q_OBJECT
  public:
    explicit RegisterPreview(QWidget* parent = nullptr);
    ~RegisterPreview() override;
    void setSheets(std::shared_ptr<const RegisterSheets> sheets); ///< null: nothing; the first page is shown
    int page() const { return m_page; }
    int pageCount() const;
    void setPage(int page);
    /// 1: as wide as there is room.
    void setZoom(qreal zoom);
    qreal zoom() const { return m_zoom; }

  Q_SIGNALS:
    void changed(); ///< page, pages or zoom

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

  private:
    class Sheet;
    void fit();
    Sheet* m_sheet;
    std::shared_ptr<const RegisterSheets> m_sheets;
    int m_page = 0;
    qreal m_zoom = 1;
};

} // namespace haziri::ui
