/// A line of the tick-list: a trouble in plain words, and the needs that it stands for.
///
/// The list follows the SAIL checklist (Safe and Independent Living), which lets somebody without clinical training ask about
/// everything that keeps a person well at home, and adds what our list of needs has besides.
public enum Tick: String, CaseIterable, Sendable {
    case money, food, warmth, housing, home, low, alone, grief, memory
    case about, work, english, caring, family, drink, smoking, moving, illness, abuse, rights

    /// As the person would nod to it.
    public var words: String { entry.words }

    /// The most common first: each in turn brings one offer.
    public var needs: [Need.ID] { entry.needs.map(Need.ID.init(rawValue:)) }

    /// What is searched for within those needs, so that the general comes before the special.
    var query: String { entry.query }

    private var entry: (words: String, needs: [String], query: String) {
        switch self {
        case .money:
            ("Money, bills or debt", ["debt-and-money-worries", "welfare-benefits"], "debt advice benefits advice")
        case .food: ("Enough to eat", ["food"], "food bank meal pantry")
        case .warmth: ("Keeping the home warm", ["fuel-and-energy"], "heating energy bills warm")
        case .housing: ("Somewhere to live", ["housing", "homelessness"], "housing homeless rent advice")
        case .home:
            (
                "Safe at home: falls, repairs, help with jobs", ["falls-and-mobility", "home-and-practical-help"],
                "falls safe home repairs help"
            )
        case .low: ("Feeling low or worried", ["anxiety-and-low-mood"], "low mood worry anxious talk support")
        case .alone: ("Feeling alone", ["loneliness"], "lonely company")
        case .grief: ("Somebody has died", ["bereavement"], "bereavement grief support")
        case .memory: ("Memory", ["dementia-and-memory"], "memory dementia support")
        case .about: ("Getting about", ["transport", "falls-and-mobility"], "transport lifts driver walking")
        case .work: ("Work and learning", ["employment", "skills-and-learning"], "work job learn skills course")
        case .english: ("Learning English", ["english-for-speakers-of-other-languages"], "english class")
        case .caring: ("Looking after somebody", ["carers"], "carers support break")
        case .family:
            (
                "Children and family", ["parents-and-under-fives", "parenting", "children-and-young-people"],
                "children parents family"
            )
        case .drink: ("Drink or drugs", ["alcohol", "drugs"], "alcohol drugs support")
        case .smoking: ("Stopping smoking", ["smoking"], "stop smoking")
        case .moving:
            (
                "Moving more and eating well", ["physical-activity", "weight-and-healthy-living"],
                "walk exercise healthy"
            )
        case .illness: ("An illness or a disability", ["long-term-condition", "disability"], "condition support group")
        case .abuse:
            (
                "Being hurt, or not feeling safe", ["domestic-abuse", "sexual-violence", "victims-of-crime"],
                "abuse helpline advice"
            )
        case .rights: ("Legal help and rights", ["legal-advice", "immigration-and-asylum"], "legal advice rights")
        }
    }
}
