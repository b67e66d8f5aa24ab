// Makes a comparable vector of an aligned face. One object per thread.
#pragma once

#include "core/face/Embedding.h"

#include <memory>
#include <opencv2/core.hpp>

namespace haziri::face {

class FaceEmbedder {
  public:
    /// `modelName` is stamped on every embedding. MODEL_UNREADABLE
    static Result<FaceEmbedder> load(const QByteArray& onnx, const QByteArray& modelName);
    FaceEmbedder(FaceEmbedder&&) noexcept;
    FaceEmbedder& operator=(FaceEmbedder&&) noexcept;
    ~FaceEmbedder();

    const QByteArray& modelName() const;
    /// Of a 112×112 BGR picture as align() makes it; the result is L2-normalised. VISION_FAILED
    Result<Embedding> embed(const cv::Mat& aligned);

  private:
    struct Net;
    explicit FaceEmbedder(std::unique_ptr<Net> net);
    std::unique_ptr<Net> m_net;
};

} // namespace haziri::face
