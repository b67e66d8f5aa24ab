#include "core/face/FaceEmbedder.h"

#include "core/face/FaceAligner.h"
#include "core/face/Network.h"

namespace haziri::face {

struct FaceEmbedder::Net {
    Network network;
    QByteArray modelName;
};

FaceEmbedder::FaceEmbedder(std::unique_ptr<Net> net)
    : m_net(std::move(net)) {}
FaceEmbedder::FaceEmbedder(FaceEmbedder&&) noexcept = default;
FaceEmbedder& FaceEmbedder::operator=(FaceEmbedder&&) noexcept = default;
FaceEmbedder::~FaceEmbedder() = default;

Result<FaceEmbedder> FaceEmbedder::load(const QByteArray& onnx, const QByteArray& modelName) {
    auto network = Network::load(onnx, "feature");
    if (!network) return fail(network.error());
    return FaceEmbedder(std::make_unique<Net>(Net{std::move(*network), modelName}));
}

const QByteArray& FaceEmbedder::modelName() const {
    return m_net->modelName;
}

Result<Embedding> FaceEmbedder::embed(const cv::Mat& aligned) {
    return guarded([&] {
        CV_Assert(aligned.type() == CV_8UC3 && aligned.cols == kAlignedSize && aligned.rows == kAlignedSize);
        const cv::Mat out =
            m_net->network.run(cv::dnn::blobFromImage(aligned, 1.0 / 127.5, {}, cv::Scalar::all(127.5)));
        CV_Assert(out.type() == CV_32F && !out.empty());
        Embedding embedding{m_net->modelName, {out.ptr<float>(), out.ptr<float>() + out.total()}};
        CV_Assert(normalise(embedding.values));
        return embedding;
    });
}

} // namespace haziri::face
