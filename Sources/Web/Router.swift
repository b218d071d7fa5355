import Core
import Hummingbird
import WebSupport

/// The whole surface on one page: every address, who may come, and what answers.
public enum Surface {
    public static let routes: [Route] = [
        // Open to everyone.
        .get("/", .everyone, HomePages.home),
        .get("/search", .everyone, SearchPages.search),
        .get("/suggest", .everyone, SuggestPages.suggest),
        .get("/offers/{id}", .everyone, OfferPages.offer),
        .get("/organisations/{id}", .everyone, OrganisationPages.organisation),
        .get("/desk", .everyone, DeskPages.desk),
        .get("/desk/slip", .everyone, SlipPages.slip),
        .post("/desk/slip", .everyone, SlipPages.make),
        .get("/o/{short}", .everyone, SlipPages.shortLink),
        .get("/shortlist/{token}", .everyone, SharedShortlistPages.shared),
        .get("/sign-in", .everyone, SignInPages.form),
        .post("/sign-in", .everyone, SignInPages.signIn),
        .post("/sign-out", .everyone, SignInPages.signOut),
        .get("/confirm", .everyone, LetterPages.codeForm),
        .post("/confirm", .everyone, LetterPages.enterCode),
        .get("/confirm/{token}", .everyone, ConfirmPages.listings),
        .post("/confirm/{token}", .everyone, ConfirmPages.confirm),
        .get("/confirm/{token}/{id}", .everyone, AnswerPages.linked),
        .post("/confirm/{token}/{id}", .everyone, AnswerPages.answerLinked),
        .get("/receipt", .everyone, ReceiptPages.form),
        .post("/receipt", .everyone, ReceiptPages.receive),
        .get("/unsubscribe/{token}", .everyone, UnsubscribePages.page),
        .post("/unsubscribe/{token}", .everyone, UnsubscribePages.change),
        .bare("/unsubscribe/{token}/one-click", .everyone, UnsubscribePages.oneClick),
        .get("/offers/{id}/report", .everyone, ReportPages.form),
        .post("/offers/{id}/report", .everyone, ReportPages.send),
        .get("/fft/{id}", .everyone, FriendsAndFamilyPages.form),
        .post("/fft/{id}", .everyone, FriendsAndFamilyPages.send),
        .get("/join", .everyone, JoinPages.form),
        .post("/join", .everyone, JoinPages.ask),
        .get("/welcome/{token}", .everyone, WelcomePages.form),
        .post("/welcome/{token}", .everyone, WelcomePages.choose),
        .get("/offers/{id}/ask", .everyone, AskPages.form),
        .post("/offers/{id}/ask", .everyone, AskPages.send),
        // The person's own page: a code and a year of birth open it, and a cookie of its own keeps it open for a while.
        .get("/me", .everyone, MePages.page),
        .post("/me", .everyone, EnterPages.enter),
        .get("/me/letter", .everyone, MePages.letter),
        .post("/me/leave", .everyone, EnterPages.leave),
        .post("/me/take-back", .everyone, MePages.takeBack),
        .post("/me/stop", .everyone, MePages.stop),
        .post("/me/not-heard", .everyone, MePages.notHeard),
        .post("/me/helped", .everyone, MePages.helped),
        .get("/health/live", .everyone, HealthPages.live),
        .get("/health/ready", .everyone, HealthPages.ready),

        // Open data, for programs.
        .get("/open-referral/v3", .everyone, OpenReferralPages.root),
        .get("/open-referral/v3/openapi.json", .everyone, OpenReferralPages.document),
        .get("/open-referral/v3/services", .everyone, OpenReferralPages.services),
        .get("/open-referral/v3/services/{id}", .everyone, OpenReferralPages.service),
        .get("/open-referral/v3/service_at_locations", .everyone, OpenReferralPages.serviceAtLocations),
        .get("/open-referral/v3/service_at_locations/{id}", .everyone, OpenReferralPages.serviceAtLocation),
        .get("/open-referral/v3/organizations", .everyone, OpenReferralPages.organizations),
        .get("/open-referral/v3/organizations/{id}", .everyone, OpenReferralPages.organization),
        .get("/open-referral/v3/taxonomies", .everyone, OpenReferralPages.taxonomies),
        .get("/open-referral/v3/taxonomies/{id}", .everyone, OpenReferralPages.taxonomy),
        .get("/open-referral/v3/taxonomy_terms", .everyone, OpenReferralPages.taxonomyTerms),
        .get("/open-referral/v3/taxonomy_terms/{id}", .everyone, OpenReferralPages.taxonomyTerm),

        // FHIR R4, for programs: the directory for everyone, the rest as the pages are.
        .get("/fhir/R4/metadata", .everyone, FHIRPages.metadata),
        .get("/fhir/R4/HealthcareService", .everyone, FHIRPages.search(.healthcareService)),
        .get("/fhir/R4/HealthcareService/{id}", .everyone, FHIRPages.read(.healthcareService)),
        .get("/fhir/R4/Organization", .everyone, FHIRPages.search(.organization)),
        .get("/fhir/R4/Organization/{id}", .everyone, FHIRPages.read(.organization)),
        .get("/fhir/R4/Location", .everyone, FHIRPages.search(.location)),
        .get("/fhir/R4/Location/{id}", .everyone, FHIRPages.read(.location)),
        .get("/fhir/R4/ServiceRequest", .programs(of: .serviceRequest), FHIRPages.search(.serviceRequest)),
        .get("/fhir/R4/ServiceRequest/{id}", .programs(of: .serviceRequest), FHIRPages.read(.serviceRequest)),
        .get("/fhir/R4/Task", .programs(of: .task), FHIRPages.search(.task)),
        .get("/fhir/R4/Task/{id}", .programs(of: .task), FHIRPages.read(.task)),
        .get(
            "/fhir/R4/QuestionnaireResponse",
            .programs(of: .questionnaireResponse),
            FHIRPages.search(.questionnaireResponse)
        ),
        .get(
            "/fhir/R4/QuestionnaireResponse/{id}",
            .programs(of: .questionnaireResponse),
            FHIRPages.read(.questionnaireResponse)
        ),
        .get("/fhir/R4/Observation", .programs(of: .observation), FHIRPages.search(.observation)),
        .get("/fhir/R4/Observation/{id}", .programs(of: .observation), FHIRPages.read(.observation)),
        .get("/fhir/R4/Bundle/{id}", .programs(of: .bundle), FHIRPages.document),
        // How far a listing can be trusted, and why.
        .get("/offers/{id}/evidence", .only([.linkWorker, .steward, .administrator]), EvidencePages.evidence),

        // Gathering offers for somebody.
        .get("/shortlist", .only(Role.withShortlist), ShortlistPages.shortlist),
        .post("/shortlist", .only(Role.withShortlist), ShortlistPages.change),
        .post("/shortlist/add", .only(Role.withShortlist), ShortlistPages.add),
        .post("/shortlist/stop", .only(Role.withShortlist), ShortlistPages.stop),
        .get("/shortlist/leaflet", .only(Role.withShortlist), SharedShortlistPages.leaflet),

        // Referring, and following what becomes of it.
        .get("/referrals", .only([.linkWorker, .practice, .organisation]), WorklistPages.list),
        .get("/referrals/new", .only([.linkWorker, .practice]), NewReferralPages.form),
        .post("/referrals", .only([.linkWorker, .practice]), NewReferralPages.make),
        .get("/referrals/{id}", .only([.linkWorker, .practice, .organisation]), ReferralPages.referral),
        .post("/referrals/{id}/discard", .only([.linkWorker]), DraftPages.throwAway),
        .post("/referrals/{id}/elsewhere", .only([.linkWorker, .practice]), ErrandPages.elsewhere),
        .post("/referrals/{id}/accept", .only([.linkWorker, .practice, .organisation]), MovePages.handler(.accept)),
        .post("/referrals/{id}/wait", .only([.linkWorker, .practice, .organisation]), MovePages.handler(.wait)),
        .post("/referrals/{id}/decline", .only([.linkWorker, .practice, .organisation]), MovePages.handler(.decline)),
        .post("/referrals/{id}/contact", .only([.linkWorker, .practice, .organisation]), MovePages.handler(.contact)),
        .post("/referrals/{id}/start", .only([.linkWorker, .practice, .organisation]), MovePages.handler(.start)),
        .post("/referrals/{id}/pause", .only([.linkWorker, .practice, .organisation]), MovePages.handler(.pause)),
        .post("/referrals/{id}/resume", .only([.linkWorker, .practice, .organisation]), MovePages.handler(.resume)),
        .post("/referrals/{id}/close", .only([.linkWorker, .practice, .organisation]), MovePages.handler(.close)),
        .post(
            "/referrals/{id}/unable-to-contact",
            .only([.linkWorker, .practice, .organisation]),
            MovePages.handler(.unableToContact)
        ),
        .post(
            "/referrals/{id}/did-not-start",
            .only([.linkWorker, .practice, .organisation]),
            MovePages.handler(.didNotStart)
        ),
        .post("/referrals/{id}/ask-again", .only([.linkWorker, .practice]), MovePages.handler(.askAgain)),
        .post("/referrals/{id}/no-response", .only([.linkWorker, .practice]), MovePages.handler(.noResponse)),
        .post("/referrals/{id}/accompany", .only([.linkWorker, .practice]), MovePages.handler(.accompany)),
        .post("/referrals/{id}/withdraw", .only([.linkWorker, .practice]), MovePages.handler(.withdraw)),
        .post("/referrals/{id}/reopen", .only([.linkWorker, .practice]), MovePages.handler(.reopen)),
        .post("/referrals/{id}/entered-in-error", .only([.linkWorker, .practice]), MovePages.handler(.enterInError)),

        // How people are, and what became of it.
        .get("/episodes/{id}/measures", .only([.linkWorker]), MeasuresPages.list),
        .post("/episodes/{id}/measures", .only([.linkWorker]), MeasuresPages.strike),
        .get("/episodes/{id}/measures/{measure}", .only([.linkWorker]), MeasureFormPages.form),
        .post("/episodes/{id}/measures/{measure}", .only([.linkWorker]), MeasureFormPages.record),
        .get("/episodes/{id}/measures/{measure}/paper", .only([.linkWorker]), MeasurePaperPages.sheet),
        .get("/offers/{id}/experience", .only(FriendsAndFamily.reading), FriendsAndFamilyPages.counts),
        // A link worker's people.
        .get("/episodes", .only([.linkWorker]), EpisodePages.list),
        .get("/episodes/new", .only([.linkWorker]), NewEpisodePages.form),
        .post("/episodes", .only([.linkWorker]), NewEpisodePages.open),
        .get("/episodes/hand-over", .only([.linkWorker]), HandOverPages.form),
        .post("/episodes/hand-over", .only([.linkWorker]), HandOverPages.everybody),
        .post("/episodes/stop", .only([.linkWorker, .practice]), ErrandPages.stop),
        .get("/episodes/{id}", .only([.linkWorker]), EpisodePages.episode),
        .get("/episodes/{id}/plan/{part}", .only([.linkWorker]), EpisodePartPages.form),
        .post("/episodes/{id}/plan/{part}", .only([.linkWorker]), EpisodePartPages.save),
        .post("/episodes/{id}/refer", .only([.linkWorker]), ErrandPages.refer),
        .get("/episodes/{id}/close", .only([.linkWorker]), CloseEpisodePages.form),
        .post("/episodes/{id}/close", .only([.linkWorker]), CloseEpisodePages.close),
        .post("/episodes/{id}/reopen", .only([.linkWorker]), EpisodePages.reopen),
        .post("/episodes/{id}/entered-in-error", .only([.linkWorker]), EpisodePages.enterInError),
        .post("/episodes/{id}/hand-over", .only([.linkWorker]), EpisodePages.handOver),
        .post("/episodes/{id}/tell-nothing", .only([.linkWorker]), EpisodePages.tellNothing),
        // The person's side: their own page, and what they take back by telephone or in person.
        .get("/referrals/{id}/own-page", .only([.linkWorker, .practice, .organisation]), InvitationPages.page),
        .post("/referrals/{id}/own-page", .only([.linkWorker, .practice, .organisation]), InvitationPages.make),
        .post(
            "/referrals/{id}/own-page/mail",
            .only([.linkWorker, .practice, .organisation]),
            InvitationPages.email
        ),
        .post("/referrals/{id}/take-back", .only([.linkWorker, .practice]), TakeBackPages.takeBack),
        .post("/referrals/{id}/share-on", .only([.linkWorker, .practice]), ShareOnPages.shareOn),
        // What becomes of referrals, in numbers.
        .get("/reports", .only(ReportScope.roles), ReportingPages.report),
        .get("/reports/csv/{table}", .only(ReportScope.roles), ReportingPages.table),
        .get("/reports/checklist", .only(ReportScope.roles), ReportingPages.checklist),

        // Each role's own desk.
        .get("/practice", .only([.practice]), PracticePages.tray),
        .post("/practice", .only([.practice]), PracticePages.search),
        .get("/practice/open", .only([.practice]), StillOpenPages.list),
        .get("/practice/filing", .only([.practice]), FilingPages.list),
        .post("/practice/filing", .only([.practice]), FilingPages.file),
        .get("/practice/{id}", .only([.practice]), OutcomePages.outcome),
        .post("/practice/{id}/file", .only([.practice]), OutcomePages.file),
        .get("/outcomes", .only(Deliveries.looking), DeliveryPages.list),
        .get("/outcomes/{id}/paper", .only([.linkWorker]), DeliveryPages.paper),
        .post("/outcomes/{id}/posted", .only([.linkWorker]), DeliveryPages.posted),
        .post("/outcomes/{id}/again", .only(Deliveries.looking), DeliveryPages.tryAgain),
        .post("/outcomes/{id}/print", .only([.linkWorker]), DeliveryPages.printInstead),
        .get("/organisation", .only([.organisation]), MyOrganisationPages.listings),
        .post("/organisation/confirm", .only([.organisation]), MyOrganisationPages.confirm),
        .get("/organisation/details", .only([.organisation]), OrganisationDetailsPages.form),
        .post("/organisation/details", .only([.organisation]), size: .pasted, OrganisationDetailsPages.save),
        .post("/organisation/details/discard", .only([.organisation]), OrganisationDetailsPages.discard),
        .get("/organisation/offers/new", .only([.organisation]), EditPages.new),
        .post("/organisation/offers/new", .only([.organisation]), size: .pasted, EditPages.begin),
        .get("/organisation/offers/{id}", .only(Editing.writing), EditPages.offer),
        .post("/organisation/offers/{id}/send", .only(Editing.writing), EditPages.send),
        .post("/organisation/offers/{id}/discard", .only(Editing.writing), EditPages.discard),
        .get("/organisation/offers/{id}/preview", .only(Editing.writing), EditPages.preview),
        .get("/organisation/offers/{id}/{section}", .only(Editing.writing), SectionPages.form),
        .post("/organisation/offers/{id}/{section}", .only(Editing.writing), size: .pasted, SectionPages.save),
        .get("/offers/{id}/versions", .only([.organisation, .steward, .administrator]), VersionPages.list),
        .post("/offers/{id}/versions", .only([.organisation, .steward, .administrator]), VersionPages.restore),
        .get("/offers/{id}/pace", .only(Timers.pacing), PacePages.form),
        .post("/offers/{id}/pace", .only(Timers.pacing), PacePages.save),
        .get("/offers/{id}/close", .only(Closing.deciding), ClosePages.page),
        .post("/offers/{id}/close", .only(Closing.deciding), ClosePages.close),
        .post("/offers/{id}/open", .only(Closing.deciding), ClosePages.open),
        .get("/organisations/{id}/versions", .only(Closing.deciding), OrganisationVersionPages.list),
        .post("/organisations/{id}/versions", .only([.steward, .administrator]), OrganisationVersionPages.restore),
        .get("/steward/changes", .only([.steward, .administrator]), ChangePages.list),
        .get("/steward/changes/{id}", .only([.steward, .administrator]), ChangePages.change),
        .post("/steward/changes/{id}", .only([.steward, .administrator]), ChangePages.decide),
        .get("/steward/joins", .only([.steward, .administrator]), JoinsPages.list),
        .post("/steward/joins/{id}", .only([.steward, .administrator]), JoinsPages.decide),
        .get("/steward/conflicts", .only(SourceConflicts.settling), ConflictPages.list),
        .post("/steward/conflicts/{id}", .only(SourceConflicts.settling), ConflictPages.settle),
        .get("/steward/merges", .only(Merge.deciding), MergePages.list),
        .post("/steward/merges/{id}", .only(Merge.deciding), MergePages.takeApart),
        .get("/steward/reports", .only(Reports.settling), StewardReportPages.list),
        .post("/steward/reports/{id}", .only(Reports.settling), StewardReportPages.settle),
        .post("/steward/letters", .only(Confirmations.writing), LetterPages.make),
        .get("/steward/letters/{code}", .only(Confirmations.writing), LetterPages.letter),
        .get("/offers/{id}/confirm", .only(Confirmations.ringing), AnswerPages.byPhone),
        .post("/offers/{id}/confirm", .only(Confirmations.ringing), AnswerPages.answerByPhone),
        .get("/steward", .only([.steward, .administrator]), QueuePages.queue),
        .post("/steward/queue", .only([.steward, .administrator]), QueuePages.change),
        .post("/steward/referrals/{id}", .only([.steward, .administrator]), QueuePages.settleUnheld),
        .get("/steward/listings", .only([.steward, .administrator]), StewardPages.listings),
        .get("/steward/call/{id}", .only([.steward, .administrator]), CallPages.script),
        .post("/steward/call/{id}", .only([.steward, .administrator]), CallPages.answer),
        .get("/steward/figures", .only([.steward, .administrator]), FiguresPages.figures),
        .get("/admin", .only([.administrator]), AdminPages.overview),
        .post("/admin/hand-over", .only([.administrator]), HandOverPages.forSomebody),
        .get("/admin/practices", .only([.administrator]), PracticeWayPages.list),
        .get("/admin/practices/{code}", .only([.administrator]), PracticeWayPages.form),
        .post("/admin/practices/{code}", .only([.administrator]), PracticeWayPages.change),
    ]
}

extension Site {
    public func router() -> Router<AppContext> {
        let router = Router(context: AppContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: RequestLog())
        router.add(middleware: SecurityHeaders(secure: settings.isSecure))
        router.add(middleware: OpenReferralAccess())
        router.add(
            middleware: ErrorPages(
                jsonPrefixes: ["/health", Path.openReferral.text],
                formats: [Path.fhir.text: FHIRAnswer.error],
                render: errorPage
            )
        )
        router.add(middleware: HostCheck())
        router.add(middleware: FailureTranslation())
        files.addRoutes(to: router)
        let pages = router.group()
            .add(middleware: CrossSiteMiddleware(allowedOrigins: settings.origins))
            .add(middleware: SessionMiddleware(cookie: cookie) { try await features.people.account(sessionHash: $0) })
        for route in Surface.routes {
            pages.on(RouterPath(route.path), method: route.method) { request, context in
                try await route.respond(to: request, context: context, site: self)
            }
        }
        return router
    }

    private func errorPage(_ status: HTTPResponse.Status, title: String, sentence: String) throws -> String {
        let frame = PageFrame(
            title: title,
            hasErrors: false,
            placeName: settings.placeName,
            account: nil,
            csrf: "",
            styles: (try? files.url(for: "fingerpost.css")) ?? "",
            path: ""
        )
        return try templates.render(ErrorPage(page: frame, sentence: sentence), as: TemplateName.error.rawValue)
    }
}

struct ErrorPage: Sendable {
    let page: PageFrame
    let sentence: String
}
