/// A line of the tick-list: a trouble in plain words, and the needs that it stands for.
///
/// The list follows the SAIL checklist (Safe and Independent Living), which lets somebody without clinical training ask about
/// everything that keeps a person well at home, and adds what our list of needs has besides.
public enum Tick: String, CaseIterable, Sendable {
    case money, food, warmth, housing, home, low, alone, grief, memory
    case about, work, english, caring, family, drink, smoking, moving, illness, abuse, rights

    /// As the person would nod to it.
    public var words: String { entry.words }

    public var needs: [Need.ID] { searches.map(\.need) }

    /// The needs, the most common first, because each in turn brings one offer; and what is searched for within each, so
    /// that the general comes before the special. These are words about the trouble, never of a listing.
    var searches: [(need: Need.ID, words: String)] {
        entry.searches.map { (Need.ID(rawValue: $0.0), $0.1) }
    }

    private var entry: (words: String, searches: [(String, String)]) {
        switch self {
        case .money:
            ("Money, bills or debt", [("debt-and-money-worries", "debt advice"), ("welfare-benefits", "benefits")])
        case .food: ("Enough to eat", [("food", "food")])
        case .warmth: ("Keeping the home warm", [("fuel-and-energy", "energy bills warm home")])
        case .housing: ("Somewhere to live", [("housing", "housing advice"), ("homelessness", "homeless")])
        case .home:
            (
                "Safe at home: falls, repairs, help with jobs",
                [("falls-and-mobility", "falls prevention"), ("home-and-practical-help", "repairs jobs at home")]
            )
        case .low: ("Feeling low or worried", [("anxiety-and-low-mood", "depression anxiety talking")])
        case .alone: ("Feeling alone", [("loneliness", "lonely")])
        case .grief: ("Somebody has died", [("bereavement", "bereavement grief support")])
        case .memory: ("Memory", [("dementia-and-memory", "memory")])
        case .about: ("Getting about", [("transport", "transport"), ("falls-and-mobility", "walking balance")])
        case .work: ("Work and learning", [("employment", "job"), ("skills-and-learning", "course learn skills")])
        case .english: ("Learning English", [("english-for-speakers-of-other-languages", "english class")])
        case .caring: ("Looking after somebody", [("carers", "carers support break")])
        case .family:
            (
                "Children and family",
                [
                    ("parents-and-under-fives", "parents toddlers"), ("parenting", "parenting"),
                    ("children-and-young-people", "young people"),
                ]
            )
        case .drink: ("Drink or drugs", [("alcohol", "alcohol support"), ("drugs", "drug support")])
        case .smoking: ("Stopping smoking", [("smoking", "stop smoking")])
        case .moving:
            (
                "Moving more and eating well",
                [("physical-activity", "exercise"), ("weight-and-healthy-living", "healthy eating")]
            )
        case .illness:
            (
                "An illness or a disability",
                [("long-term-condition", "health condition"), ("disability", "disabled people")]
            )
        case .abuse:
            (
                "Being hurt, or not feeling safe",
                [
                    ("domestic-abuse", "domestic abuse"), ("sexual-violence", "sexual violence counselling"),
                    ("victims-of-crime", "crime support"),
                ]
            )
        case .rights:
            (
                "Legal help and rights",
                [("legal-advice", "legal advice"), ("immigration-and-asylum", "immigration advice")]
            )
        }
    }
}
