// One ONNX network behind the vision library's exceptions. One object per thread.
#pragma once

#include "core/base/Result.h"

#include <opencv2/dnn.hpp>
#include <string>
#include <vector>

namespace haziri::face {

/// Runs `body`; an exception of the library becomes VISION_FAILED with what it said.
template <class Body>
auto guarded(Body body) -> Result<decltype(body())> {
    try {
        return body();
    } catch (const std::exception& error) { // cv::Exception is one; bad_alloc of a mad size is another
        return fail("VISION_FAILED", QString::fromUtf8(error.what()));
    }
}

class Network {
  public:
    /// MODEL_UNREADABLE
    static Result<Network> load(const QByteArray& onnx, const char* purpose) {
        try {
            const std::vector<uchar> bytes(onnx.begin(), onnx.end());
            if (bytes.empty()) throw std::runtime_error("it is empty");
            Network network;
            network.m_net = cv::dnn::readNetFromONNX(bytes);
            network.m_net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
            network.m_net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
            return network;
        } catch (const std::exception& error) {
            return fail("MODEL_UNREADABLE", QStringLiteral("The model for %1 cannot be loaded: %2")
                                                .arg(QLatin1String(purpose), QString::fromUtf8(error.what())));
        }
    }

    /// Throws cv::Exception; call inside guarded(). The result is the caller's own.
    cv::Mat run(const cv::Mat& blob) {
        m_net.setInput(blob);
        return m_net.forward().clone();
    }
    std::vector<cv::Mat> run(const cv::Mat& blob, const std::vector<std::string>& outputs) {
        m_net.setInput(blob);
        std::vector<cv::Mat> results;
        m_net.forward(results, outputs);
        return results;
    }

  private:
    cv::dnn::Net m_net;
};

} // namespace haziri::face
