#include "core/protocol/Problem.h"

#include "core/base/Json.h"
#include "core/protocol/StatusPhrase.h"

namespace haziri::protocol {

QByteArray writeProblem(const Problem& problem) {
    // Of an "about:blank" the title is the status's own (RFC 9457, 4.2.1); what we have to say is its detail.
    return json::toText({{QStringLiteral("type"), QStringLiteral("about:blank")},
                         {QStringLiteral("status"), problem.status},
                         {QStringLiteral("code"), QString::fromUtf8(problem.code)},
                         {QStringLiteral("title"), QString::fromLatin1(statusPhrase(problem.status))},
                         {QStringLiteral("detail"), problem.detail.isEmpty() ? problem.title : problem.detail}});
}

Problem readProblem(int status, QByteArrayView body) {
    Problem problem{status, "HTTP_" + QByteArray::number(status), {}, {}};
    const auto reader = json::Reader::parse(body);
    if (!reader) return problem;
    const QByteArray code = reader->text("code", 64);
    if (reader->error() || code.isEmpty()) return problem;
    problem.code = code;
    const QByteArray title = reader->textOr("title", {}, 1024);
    const QByteArray detail = reader->textOr("detail", {}, 4096);
    if (reader->error()) return problem;
    problem.title = QString::fromUtf8(title);
    problem.detail = QString::fromUtf8(detail);
    return problem;
}

} // namespace haziri::protocol
