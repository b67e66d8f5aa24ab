// What every call that can fail in an expected way returns.
//
// A Result holds either the value or an Error. It must be looked at: the type is [[nodiscard]]. Exceptions
// stay inside the adapters of libraries that throw; assertions mean bugs of ours.
#pragma once

#include <QByteArray>
#include <QString>
#include <tl/expected.hpp>

namespace haziri {

struct Error {
    QByteArray code; ///< stable, upper snake case, e.g. "SIGNATURE_INVALID"; ui turns it into a sentence
    QString message; ///< one plain English sentence for logs and developers; never holds a secret
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
  public:
    using tl::expected<T, Error>::expected;
    Result(tl::expected<T, Error> other)
        : tl::expected<T, Error>(std::move(other)) {}
};

/// `return fail("CODE_EXPIRED", u"..."_qs);` from any function that returns a Result.
inline tl::unexpected<Error> fail(const char* code, QString message = {}) {
    return tl::make_unexpected(Error{QByteArray(code), std::move(message)});
}
inline tl::unexpected<Error> fail(Error error) {
    return tl::make_unexpected(std::move(error));
}

} // namespace haziri
