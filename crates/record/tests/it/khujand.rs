//! The published figures of Khujand, November 2018 (public facts with their addresses), as claims for tests.

use std::sync::LazyLock;

use sanad_model::*;

/// label, date, publisher, speaker, class, kind, mode, low, high, scope, breakdown, supersedes, based on, seen as
type Line = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    AttributionType,
    &'static str,
    &'static str,
    Option<u64>,
    Option<u64>,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

use AttributionType::*;

#[rustfmt::skip]
const LINES: &[Line] = &[
    ("C001", "2018-11-08", "RIA Novosti", "unnamed Sughd security source", UnnamedSources, "killed", "exact", Some(13), Some(13), "inmates", "", "", "", "secondary", "https://manage.thediplomat.com/2018/11/inmates-killed-in-tajikistan-prison-riot"),
    ("C002", "2018-11-08", "RFE/RL", "sources close to local authorities", UnnamedSources, "killed", "at_least", Some(22), None, "inmates and guards", "includes 2 guards", "", "", "primary", "https://rferl.org/a/deadly-prison-riot-reported-in-northern-tajikistan/29589153.html"),
    ("C003", "2018-11-08", "AFP", "two security sources", UnnamedSources, "killed", "exact", Some(22), Some(22), "inmates and guards", "20 inmates, 2 guards", "", "", "secondary", "https://manage.thediplomat.com/2018/11/inmates-killed-in-tajikistan-prison-riot"),
    ("C004", "2018-11-08", "Reuters", "three security sources", UnnamedSources, "killed", "at_least", Some(27), None, "inmates and guards", "25 inmates, 2 officers", "", "", "primary-copy", "https://trt.global/world/article/12710408"),
    ("C005", "2018-11-08", "Asia-Plus", "official source at Khujand hospital", Official, "killed", "at_most", None, Some(20), "inmates", "inmates; \"could be as many as 20\"", "", "", "secondary", "https://manage.thediplomat.com/2018/11/inmates-killed-in-tajikistan-prison-riot"),
    ("C006", "2018-11-08", "GCA (satrapia)", "one source", UnnamedSources, "killed", "exact", Some(25), Some(25), "inmates and guards", "includes 2 officers", "", "", "primary", "http://gca.satrapia.com/+25-dead-during-a-prisoner-riot-in-khujand+"),
    ("C007", "2018-11-08", "Asia-Plus", "official source, Main Penitentiary Department", Official, "killed", "unspecified", None, None, "not stated", "", "", "", "primary", "http://s1.news.tj/en/news/tajikistan/incidents/20181108/khujand-prison-inmates-raise-riot"),
    ("C008", "2018-11-09", "RFE/RL", "security and government sources", UnnamedSources, "killed", "at_least", Some(24), None, "inmates and guards", "includes 2 guards", "C002", "", "primary-copy", "https://webarchive.archive.unhcr.org/20191026151540mp_/https://www.refworld.org/publisher,RFERL,,TJK,5c34a73913,0.html"),
    ("C009", "2018-11-08", "Amaq (IS)", "IS", ArmedGroup, "claimed_responsibility", "unspecified", None, None, "not stated", "", "", "", "secondary", "https://webarchive.archive.unhcr.org/20191026151540mp_/https://www.refworld.org/publisher,RFERL,,TJK,5c34a73913,0.html"),
    ("C010", "2018-11-11", "ozodandishon.org (op-ed)", "unofficial reports", Unofficial, "killed", "at_least", Some(47), None, "inmates and guards", "includes 2 guards", "", "", "primary", "https://ozodandishon.org/2018/11/11/bloody-massacre-in-the-khujand-zone-of-isis-collaborators/"),
    ("C011", "2018-11-11", "ozodandishon.org (op-ed)", "reported", Unspecified, "wounded", "about", Some(100), None, "not stated", "", "", "", "primary", "https://ozodandishon.org/2018/11/11/bloody-massacre-in-the-khujand-zone-of-isis-collaborators/"),
    ("C012", "2018-11-11", "ozodandishon.org (op-ed)", "photo in social media", SocialMedia, "killed", "at_least", Some(16), None, "bodies seen in one photograph", "bodies visible", "", "", "primary", "https://ozodandishon.org/2018/11/11/bloody-massacre-in-the-khujand-zone-of-isis-collaborators/"),
    ("C013", "2018-11-12", "Akhbor (Ahbor)", "sources close to investigators", UnnamedSources, "killed", "at_least", Some(47), None, "inmates", "", "", "", "secondary", "http://rosbalt.ru/world/2018/11/12/1745698.html"),
    ("C014", "2018-11-12", "Akhbor (Ahbor)", "sources close to investigators", UnnamedSources, "wounded", "at_least", Some(120), None, "inmates", "", "", "", "secondary", "http://rosbalt.ru/world/2018/11/12/1745698.html"),
    ("C015", "2018-11-12", "Payom.net", "prosecutor's office source", UnnamedSources, "killed", "exact", Some(53), Some(53), "not stated", "", "", "", "secondary", "https://eadaily.com/ru/news/2018/11/12/tadzhikistan-pri-bunte-v-kolonii-hodzhenta-pogiblo-okolo-50-chelovek"),
    ("C016", "2018-11-12", "Payom.net", "prosecutor's office source", UnnamedSources, "wounded", "exact", Some(186), Some(186), "not stated", "121 of them inmates in hospitals", "", "", "secondary", "https://eadaily.com/ru/news/2018/11/12/tadzhikistan-pri-bunte-v-kolonii-hodzhenta-pogiblo-okolo-50-chelovek"),
    ("C017", "2018-11-12", "Asia-Plus", "Sughd law-enforcement source", UnnamedSources, "killed", "exact", Some(24), Some(24), "inmates and guards", "22 inmates, 2 guards", "", "", "primary", "https://asiaplustj.info/en/news/tajikistan/incidents/20181114/at-least-50-inmates-reportedly-killed-in-khujand-prison-riot"),
    ("C018", "2018-11-13", "RFE/RL", "officials in a state entity who showed a list", Official, "killed", "at_least", Some(52), None, "inmates and guards", "50 inmates, 2 guards", "C008", "", "primary", "https://www.rferl.org/a/families-get-official-silent-treatment-following-deadly-tajik-prison-riot/29598805.html"),
    ("C020", "2018-11-22", "RFE/RL", "Foreign Minister (first official statement)", Official, "killed", "exact", Some(25), Some(25), "inmates and guards", "2 officers and 2 inmates killed by rioters, 21 rioters", "", "", "primary-copy", "https://rferl.org/amp/six-officers-of-tajik-prison-arrested-after-deadly-prison-unrest-sources/29613500.html"),
    ("C021", "2018-11-23", "Sputnik", "Foreign Minister", Official, "killed", "exact", Some(23), Some(23), "inmates and guards", "2 staff, 21 rioters", "", "C020", "secondary", "https://uz.sputniknews.ru/politics/20181123/10056129/V-Tadzhikistane-osvobozhden-ot-dolzhnosti-pervyy-zamestitel-predsedatelya-GKNB.html"),
    ("C022", "2019-03", "Fergana", "official version", Official, "killed", "exact", Some(23), Some(23), "inmates and guards", "includes 2 staff", "", "", "secondary", "https://fergana.plus/news/105403/?country=kz"),
    ("C023", "2019-05", "RFE/RL Ozodi", "authorities", Official, "killed", "exact", Some(25), Some(25), "inmates and guards", "23 prisoners, 2 staff", "", "", "primary", "https://www.ozodi.org/a/29926858.html"),
    ("C024", "2019-05-20", "RFE/RL via TCA", "government", Official, "killed", "exact", Some(23), Some(23), "inmates and guards", "21 prisoners, 2 guards", "", "", "secondary", "https://timesca.com/tajikistan-opposition-party-accuses-authorities-of-concealing-truth-about-deadly-prison-riot/"),
    ("C025", "2019-06-07", "RFE/RL", "authorities", Official, "killed", "exact", Some(25), Some(25), "inmates and guards", "23 inmates, 2 guards", "", "", "primary", "https://www.rferl.org/a/former-tajik-warden-reportedly-jailed-over-deadly-prison-riot/29986529.html"),
    ("C026", "2019-07-08", "AFP/PTI", "not attributed", Unspecified, "killed", "exact", Some(26), Some(26), "not stated", "", "", "", "secondary", "https://business-standard.com/amp/article/pti-stories/tajikistan-probes-poisoning-deaths-of-14-prisoners-119070800255_1.html"),
];

static CLAIMS: LazyLock<Vec<ClaimRecord>> = LazyLock::new(|| LINES.iter().zip(1..).map(record).collect());

/// All of them.
pub(crate) fn claims() -> Vec<ClaimRecord> {
    CLAIMS.clone()
}

/// The id of the claim with this label.
pub(crate) fn id(label: &str) -> ClaimId {
    let full = format!("reports/{label}");
    CLAIMS.iter().find(|c| c.reported.lineage.label.as_deref() == Some(&full)).expect("test data").id
}

/// An id made from a number.
pub(crate) fn claim_id(n: u64) -> ClaimId {
    ClaimId::from_commitment(&commitment(n, 7))
}

/// An item id made from a number.
pub(crate) fn item_id(n: u64) -> ItemId {
    ItemId::from_commitment(&commitment(n, 3))
}

/// A claim to be changed by a test: one source, killed, exact.
pub(crate) fn claim(
    n: u64,
    mode: CountMode,
    low: Option<u64>,
    high: Option<u64>,
    scope: &str,
) -> ClaimRecord {
    let said = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let quote = format!("{mode} {} {}", said(low), said(high));
    ClaimRecord {
        id: claim_id(n),
        index: n,
        item: item_id(1),
        derivative: None,
        origin: None,
        cells: sanad_model::Cells::default(),
        claim: Claim {
            kind: Kind::Killed,
            victim: None,
            count: Count::new(mode, low, high, "").expect("test data"),
            actor: None,
            place: None,
            time: None,
            method: None,
            attribution: Attribution { kind: Official, text: format!("speaker {n}") },
            status: Status::Reported,
            span: (0, quote.len()).into(),
            quote,
            rule: "test".to_owned(),
        },
        reported: Reported {
            publisher: Some("A paper".to_owned()),
            reported_on: "2018-11-08".parse().ok(),
            scope: Some(scope.to_owned()),
            ..Reported::default()
        },
    }
}

fn commitment(n: u64, salt: u8) -> Commitment {
    let mut bytes = [salt; 32];
    // Spread, so that ids of neighbours share no prefix.
    bytes[..8].copy_from_slice(&n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    Commitment::from_bytes(bytes)
}

fn record((line, n): (&Line, u64)) -> ClaimRecord {
    let (
        label,
        date,
        publisher,
        speaker,
        class,
        kind,
        mode,
        low,
        high,
        scope,
        breakdown,
        supersedes,
        based_on,
        seen,
        url,
    ) = *line;
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mut record = claim(n, CountMode::Unspecified, None, None, scope);
    let number = low.or(high).map(|n| n.to_string()).unwrap_or_default();
    let quote = format!("{label},{date},{publisher},{speaker},{kind},{mode},{number}");
    record.origin =
        Some(Origin::Cell { row: u32::try_from(n).expect("test data") + 1, column: 7, sheet: None });
    record.claim.kind = kind.parse().expect("test data");
    record.claim.count = Count::new(mode.parse().expect("test data"), low, high, number).expect("test data");
    record.claim.attribution = Attribution { kind: class, text: speaker.to_owned() };
    record.claim.span = (
        100 * usize::try_from(n).expect("test data"),
        100 * usize::try_from(n).expect("test data") + quote.len(),
    )
        .into();
    record.claim.quote = quote;
    record.claim.rule = "import:reports.csv".to_owned();
    record.reported = Reported {
        publisher: some(publisher),
        reported_on: date.parse().ok(),
        scope: some(scope),
        event: some("Khujand, November 2018"),
        url: some(url),
        seen_as: some(seen),
        breakdown: some(breakdown),
        lineage: Lineage {
            label: Some(format!("reports/{label}")),
            supersedes: some(supersedes),
            based_on: some(based_on),
            part_of: None,
            disputes: None,
        },
        sensitivity: Some(Sensitivity::Public),
    };
    record
}
