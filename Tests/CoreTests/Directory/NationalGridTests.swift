import SearchIndex
import Testing

@testable import Core

@Suite("The national grid")
struct NationalGridTests {
    @Test("unprojects the worked example of Ordnance Survey's guide to a tenth of a millimetre")
    func workedExample() {
        let (latitude, longitude) = NationalGrid.unprojected(eastings: 651_409.903, northings: 313_177.270)
        #expect(abs(latitude * 180 / .pi - (52 + 39 / 60.0 + 27.2531 / 3600)) < 2e-8)
        #expect(abs(longitude * 180 / .pi - (1 + 43 / 60.0 + 4.5177 / 3600)) < 2e-8)
    }

    @Test(
        "is right to five metres where Ordnance Survey has measured (test points of OSTN15)",
        arguments: [
            (91_492.146, 11_318.804, 49.922263937, -6.299777520), (170_370.718, 11_572.405, 49.960061378, -5.203046100),
            (250_359.811, 62_016.569, 50.438858256, -4.108645636),
            (449_816.371, 75_335.861, 50.575636650, -1.297822772),
            (438_710.920, 114_792.250, 50.931279379, -1.450514337),
            (292_184.870, 168_003.465, 51.400782201, -3.551283492),
        ]
    )
    func measured(eastings: Double, northings: Double, latitude: Double, longitude: Double) throws {
        let point = try #require(NationalGrid.coordinate(eastings: eastings, northings: northings))
        #expect(point.distance(to: Coordinate(latitude: latitude, longitude: longitude)) < 5)
    }

    @Test(
        "agrees with another implementation of the same transformation (PROJ) to ten centimetres",
        arguments: [
            (651_409.903, 313_177.27, 52.657979, 1.716052), (530_028, 180_380, 51.507399, -0.127811),
            (216_650, 771_250, 56.796556, -5.003930), (134_200, 25_300, 50.068271, -5.715770),
            (400_000, 650_000, 55.743383, -2.001567),
        ]
    )
    func another(eastings: Double, northings: Double, latitude: Double, longitude: Double) throws {
        let point = try #require(NationalGrid.coordinate(eastings: eastings, northings: northings))
        #expect(point.distance(to: Coordinate(latitude: latitude, longitude: longitude)) < 0.1)
    }

    @Test(
        "ends where Great Britain does",
        arguments: [(-1.0, 0.0), (0, -1), (700_001, 0), (0, 1_300_001), (.nan, 0), (0, .infinity)]
    )
    func off(eastings: Double, northings: Double) {
        #expect(NationalGrid.coordinate(eastings: eastings, northings: northings) == nil)
    }
}
