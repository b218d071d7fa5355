/// What somebody tells about themself, for counting only; nil for what they do not want to say.
public struct PersonBackground: Equatable, Sendable {
    public var sex: Sex?
    public var ethnicGroup: EthnicGroup?

    public init(sex: Sex? = nil, ethnicGroup: EthnicGroup? = nil) {
        self.sex = sex
        self.ethnicGroup = ethnicGroup
    }

    public enum Sex: String, Sendable, CaseIterable {
        case female, male
    }

    /// The five groups of England's Census of 2021; finer ones would be too few to show.
    public enum EthnicGroup: String, Sendable, CaseIterable {
        case asian = "Asian or Asian British"
        case black = "Black, Black British, Caribbean or African"
        case mixed = "mixed or multiple ethnic groups"
        case white = "White"
        case other = "other ethnic group"
    }
}

extension Episode {
    public var background: PersonBackground {
        PersonBackground(
            sex: sex.flatMap(PersonBackground.Sex.init),
            ethnicGroup: ethnicity.flatMap(PersonBackground.EthnicGroup.init)
        )
    }
}
