import Foundation

/// Rewrites a service of Open Referral UK 1.0 in the names of 3.0; one of 3.0 stays as it is.
///
/// The two lists of names are in the standard's own guide "v1 to v3". What 3.0 has no place for (reviews, holiday
/// schedules) is left behind.
enum LegacyService {
    static func modernised(_ service: [String: Any]) -> [String: Any] {
        var service = service
        move("regular_schedules", to: "schedules", in: &service) { schedule($0) }
        move("languages", to: "languages", in: &service) { rename("language", to: "name", in: $0) }
        move("service_areas", to: "service_areas", in: &service) { rename("service_area", to: "name", in: $0) }
        move("service_taxonomys", to: "attributes", in: &service) { attribute($0) }
        move("service_at_locations", to: "service_at_locations", in: &service) { link($0) }
        eligibility(&service)
        if let organisation = service["organization"] as? [String: Any] {
            service["organization"] = rename("url", to: "website", in: organisation)
        }
        return service
    }

    private typealias Object = [String: Any]

    /// Adds the rewritten objects of one list to those that are in the other.
    private static func move(_ old: String, to new: String, in object: inout Object, _ rewrite: (Object) -> Object?) {
        guard let list = object[old] as? [Any] else { return }
        let rewritten = list.compactMap { ($0 as? Object).flatMap(rewrite) }
        object[old] = nil
        object[new] = (object[new] as? [Any] ?? []) + rewritten
    }

    private static func rename(_ old: String, to new: String, in object: Object) -> Object {
        guard isAbsent(object[new]), let value = object[old] else { return object }
        var object = object
        object[new] = value
        return object
    }

    private static func isAbsent(_ value: Any?) -> Bool { value == nil || value is NSNull || value as? String == "" }

    /// 1.0 leaves the frequency out where days are given.
    private static func schedule(_ old: Object) -> Object {
        var schedule = rename("weekday", to: "byday", in: old)
        if let day = schedule["byday"] as? String, let short = weekdays[day.lowercased()] { schedule["byday"] = short }
        if isAbsent(schedule["freq"]), !isAbsent(schedule["byday"]) { schedule["freq"] = "WEEKLY" }
        return schedule
    }

    private static let weekdays = [
        "monday": "MO", "tuesday": "TU", "wednesday": "WE", "thursday": "TH", "friday": "FR", "saturday": "SA",
        "sunday": "SU",
    ]

    private static func attribute(_ link: Object) -> Object? {
        guard let term = link["taxonomy"] as? Object else { return nil }
        var modern: Object = [:]
        modern["name"] = term["name"]
        modern["code"] = term["id"]
        modern["taxonomy"] = term["vocabulary"]
        return ["taxonomy_term": modern]
    }

    private static func link(_ old: Object) -> Object {
        var link = old
        move("regular_schedules", to: "schedules", in: &link) { schedule($0) }
        if let location = link["location"] as? Object { link["location"] = modernised(location: location) }
        return link
    }

    private static func modernised(location old: Object) -> Object {
        var location = old
        move("physical_addresses", to: "addresses", in: &location) { $0 }
        move("accessibility_for_disabilities", to: "accessibility", in: &location) {
            rename("accessibility", to: "description", in: $0)
        }
        return location
    }

    private static func eligibility(_ service: inout Object) {
        let list = (service["eligibilitys"] as? [Any] ?? []).compactMap { $0 as? Object }
        service["eligibilitys"] = nil
        guard !list.isEmpty else { return }
        let words = list.compactMap { $0["eligibility"] as? String }.filter { !$0.isEmpty }
        if isAbsent(service["eligibility_description"]), !words.isEmpty {
            service["eligibility_description"] = words.joined(separator: "; ")
        }
        for (key, pick) in [("minimum_age", { $0.min() }), ("maximum_age", { $0.max() })] as [(String, ([Int]) -> Int?)]
        {
            let ages = list.compactMap { ($0[key] as? NSNumber)?.intValue }
            // One group without an end means that there is none.
            guard isAbsent(service[key]), ages.count == list.count, let age = pick(ages) else { continue }
            service[key] = age
        }
    }
}
