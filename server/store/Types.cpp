#include "server/store/Types.h"

#include "core/base/Json.h"

namespace haziri::store {

namespace {

template <class Enum, size_t N>
std::optional<Enum> enumFrom(QByteArrayView text, const std::array<Enum, N>& all) {
    for (const Enum value : all)
        if (text == QByteArrayView(toText(value))) return value;
    return std::nullopt;
}

qint32 clampedOr(const QJsonObject& object, QLatin1String key, qint32 fallback, qint32 min, qint32 max) {
    return std::clamp(object.value(key).toInt(fallback), min, max);
}

} // namespace

const char* toText(Role role) {
    switch (role) {
    case Role::Supervisor:
        return "supervisor";
    case Role::Thekedar:
        return "thekedar";
    case Role::Hr:
        return "hr";
    case Role::Admin:
        return "admin";
    }
    return "";
}

std::optional<Role> roleFromText(QByteArrayView text) {
    return enumFrom<Role, 4>(text, {Role::Supervisor, Role::Thekedar, Role::Hr, Role::Admin});
}

const char* toText(WorkerStatus status) {
    switch (status) {
    case WorkerStatus::Active:
        return "active";
    case WorkerStatus::Held:
        return "held";
    case WorkerStatus::Inactive:
        return "inactive";
    case WorkerStatus::Erased:
        return "erased";
    }
    return "";
}

const char* toText(TimeClass timeClass) {
    switch (timeClass) {
    case TimeClass::Anchored:
        return "anchored";
    case TimeClass::Bounded:
        return "bounded";
    case TimeClass::Unanchored:
        return "unanchored";
    }
    return "";
}

QByteArray writePolicy(const SitePolicy& policy) {
    QJsonArray capture;
    for (const auto kind : policy.capture)
        capture.append(QLatin1String(protocol::toText(kind)));
    return json::toText({{QStringLiteral("capture"), capture},
                         {QStringLiteral("livenessMin"), policy.livenessMin},
                         {QStringLiteral("scoreMin"), policy.scoreMin},
                         {QStringLiteral("burstMarks"), policy.burstMarks},
                         {QStringLiteral("burstSeconds"), policy.burstSeconds},
                         {QStringLiteral("maxSpeedKmh"), policy.maxSpeedKmh},
                         {QStringLiteral("dayPaise"), policy.dayPaise}});
}

SitePolicy readPolicy(QByteArrayView text) {
    using protocol::CaptureKind;
    const QJsonObject object = QJsonDocument::fromJson(text.toByteArray()).object();
    SitePolicy policy;
    if (object.contains(QLatin1String("capture"))) {
        policy.capture.clear();
        const QJsonArray kinds = object.value(QLatin1String("capture")).toArray();
        for (const auto& kind : kinds)
            for (const auto known : {CaptureKind::Camera, CaptureKind::File, CaptureKind::Stream})
                if (kind.toString() == QLatin1String(protocol::toText(known))) policy.capture.append(known);
    }
    policy.livenessMin = clampedOr(object, QLatin1String("livenessMin"), policy.livenessMin, 0, 1000);
    policy.scoreMin = clampedOr(object, QLatin1String("scoreMin"), policy.scoreMin, -1000, 1000);
    policy.burstMarks = clampedOr(object, QLatin1String("burstMarks"), policy.burstMarks, 1, 1'000'000);
    policy.burstSeconds = clampedOr(object, QLatin1String("burstSeconds"), policy.burstSeconds, 1, 86'400);
    policy.maxSpeedKmh = clampedOr(object, QLatin1String("maxSpeedKmh"), policy.maxSpeedKmh, 1, 10'000);
    policy.dayPaise = clampedOr(object, QLatin1String("dayPaise"), policy.dayPaise, 0, 100'000'000);
    return policy;
}

} // namespace haziri::store
