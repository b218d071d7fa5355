import WebSupport

// The search page is asked for more than any other, so its models answer their template by name. A test holds every
// name here to what reflection gives.

extension SearchPage: QuickModel {
    func field(_ name: String) -> QuickField? {
        switch name {
        case "page": .model(page)
        case "search": .model(search)
        case "crises": .models(crises)
        case "heading": .text(heading)
        case "correction": .optional(correction)
        case "chips": .models(chips)
        case "hasChips": .flag(hasChips)
        case "notes": .texts(notes)
        case "facets": .models(facets)
        case "hasFacets": .flag(hasFacets)
        case "order": .optional(order)
        case "hits": .models(hits)
        case "below": .models(below)
        case "hasBelow": .flag(hasBelow)
        case "isNothing": .flag(isNothing)
        case "hasHits": .flag(hasHits)
        case "hasPages": .flag(hasPages)
        case "previous": .optional(previous)
        case "next": .optional(next)
        case "needs": .models(needs)
        default: nil
        }
    }
}

extension SearchPage.Correction: QuickModel {
    func field(_ name: String) -> QuickField? {
        switch name {
        case "words": .text(words)
        case "typed": .text(typed)
        case "href": .text(href)
        default: nil
        }
    }
}

extension SearchPage.Chip: QuickModel {
    func field(_ name: String) -> QuickField? {
        switch name {
        case "label": .text(label)
        case "href": .text(href)
        default: nil
        }
    }
}

extension SearchPage.OrderLink: QuickModel {
    func field(_ name: String) -> QuickField? {
        switch name {
        case "label": .text(label)
        case "href": .text(href)
        default: nil
        }
    }
}

extension CrisisBox: QuickModel {
    func field(_ name: String) -> QuickField? {
        switch name {
        case "title": .text(title)
        case "lines": .models(lines)
        default: nil
        }
    }
}

extension CrisisBox.Line: QuickModel {
    func field(_ field: String) -> QuickField? {
        switch field {
        case "name": .text(name)
        case "number": .text(number)
        default: nil
        }
    }
}

extension SearchForm: QuickModel {
    func field(_ name: String) -> QuickField? {
        switch name {
        case "words": .text(words)
        case "near": .text(near)
        case "radii": .models(radii)
        case "suggest": .text(suggest)
        case "hidden": .models(hidden)
        default: nil
        }
    }
}

extension SearchForm.Radius: QuickModel {
    func field(_ name: String) -> QuickField? {
        switch name {
        case "value": .text(value)
        case "label": .text(label)
        case "isSelected": .flag(isSelected)
        default: nil
        }
    }
}

extension SearchForm.Hidden: QuickModel {
    func field(_ field: String) -> QuickField? {
        switch field {
        case "name": .text(name)
        case "value": .text(value)
        default: nil
        }
    }
}

extension FacetBlock: QuickModel {
    func field(_ field: String) -> QuickField? {
        switch field {
        case "name": .text(name)
        case "isOpen": .flag(isOpen)
        case "values": .models(values)
        default: nil
        }
    }
}

extension FacetBlock.Value: QuickModel {
    func field(_ name: String) -> QuickField? {
        switch name {
        case "label": .text(label)
        case "count": .text(count)
        case "href": .text(href)
        case "isChosen": .flag(isChosen)
        default: nil
        }
    }
}

extension SearchHit: QuickModel {
    func field(_ name: String) -> QuickField? {
        switch name {
        case "anchor": .text(anchor)
        case "href": .text(href)
        case "title": .text(title)
        case "organisation": .text(organisation)
        case "snippet": .models(snippet)
        case "place": .optional(place)
        case "distance": .optional(distance)
        case "nextSession": .optional(nextSession)
        case "cost": .optional(cost)
        case "notice": .optional(notice)
        case "answers": .optional(answers)
        case "badge": .model(badge)
        case "shortlist": .optional(shortlist)
        default: nil
        }
    }
}

extension ShortlistAdd: QuickModel {
    func field(_ name: String) -> QuickField? {
        switch name {
        case "action": .text(action)
        case "csrf": .text(csrf)
        case "offer": .text(offer)
        case "title": .text(title)
        case "back": .text(back)
        case "isOn": .flag(isOn)
        case "isFull": .flag(isFull)
        case "canAdd": .flag(canAdd)
        case "href": .text(href)
        default: nil
        }
    }
}

extension SearchHit.SnippetRun: QuickModel {
    func field(_ name: String) -> QuickField? {
        switch name {
        case "text": .text(text)
        case "isHighlighted": .flag(isHighlighted)
        default: nil
        }
    }
}

extension FreshnessBadge: QuickModel {
    func field(_ name: String) -> QuickField? {
        switch name {
        case "state": .text(state)
        case "label": .text(label)
        case "sentence": .text(sentence)
        case "ringFirst": .flag(ringFirst)
        default: nil
        }
    }
}

extension NeedLink: QuickModel {
    func field(_ field: String) -> QuickField? {
        switch field {
        case "href": .text(href)
        case "name": .text(name)
        case "count": .text(count)
        default: nil
        }
    }
}

extension PageFrame: QuickModel {
    func field(_ name: String) -> QuickField? {
        switch name {
        case "title": .text(title)
        case "titlePrefix": .text(titlePrefix)
        case "placeName": .text(placeName)
        case "styles": .text(styles)
        case "script": .optional(script)
        case "csrf": .text(csrf)
        case "isSignedIn": .flag(isSignedIn)
        case "accountName": .text(accountName)
        case "roleName": .text(roleName)
        case "links": .models(links)
        case "errand": .optional(errand)
        default: nil
        }
    }
}

extension ErrandStrip: QuickModel {
    func field(_ name: String) -> QuickField? {
        switch name {
        case "href": .text(href)
        case "person": .text(person)
        case "instead": .optional(instead)
        default: nil
        }
    }
}

extension NavigationLink: QuickModel {
    func field(_ name: String) -> QuickField? {
        switch name {
        case "href": .text(href)
        case "label": .text(label)
        case "isCurrent": .flag(isCurrent)
        case "count": .optional(count)
        default: nil
        }
    }
}
