//! Why two names were found alike or not, in words.

use crate::align::{Alignment, Pair};
use crate::name::{Form, Role, Token};
use crate::token::Likeness;

/// One thing that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// What.
    pub finding: Finding,
    /// The part of the name it is about.
    pub role: Role,
    /// As written on the first side; empty where it has nothing.
    pub a: String,
    /// As written on the second side.
    pub b: String,
}

/// What can be found about one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    /// Two tokens stand for each other, this alike.
    Alike(Likeness),
    /// Both have one, and they are two names.
    Conflict,
    /// Only one side has it.
    Missing,
    /// Given and family name stand in another order.
    Turned,
    /// The same sounds, divided into words in two ways.
    Together,
}

/// What there is to say about two names.
pub(crate) fn evidence(a: &Form, b: &Form) -> Vec<Evidence> {
    if a.content().next().is_none() || b.content().next().is_none() {
        return Vec::new();
    }
    let aligned = Alignment::of(a, b);
    let paired = aligned.left_a().chain(aligned.left_b()).next().is_none();
    if a.same_together(b) && !paired {
        return vec![Evidence {
            finding: Finding::Together,
            role: Role::Given,
            a: written(a),
            b: written(b),
        }];
    }
    let mut pairs: Vec<&Pair> = aligned.pairs().iter().collect();
    pairs.sort_by_key(|pair| (pair.matched.likeness, pair.a));
    let mut found: Vec<Evidence> = pairs.iter().filter_map(|pair| alike(&aligned, pair)).collect();
    found.sort_by_key(|evidence| std::cmp::Reverse(evidence.role == Role::Family));
    let mut left_b = aligned.left_b();
    for left in aligned.left_a() {
        found.push(match left_b.next() {
            Some(other) => Evidence {
                finding: Finding::Conflict,
                role: if left.role == other.role { left.role } else { Role::Middle },
                a: left.text.to_string(),
                b: other.text.to_string(),
            },
            None => missing(left, true),
        });
    }
    found.extend(left_b.map(|left| missing(left, false)));
    found.extend(turned(&aligned));
    found
}

/// One sentence of it, with the score at its end.
pub(crate) fn sentence(evidence: &[Evidence], score: f64) -> String {
    let mut parts: Vec<String> = evidence.iter().map(words).collect();
    if parts.is_empty() {
        parts.push("nothing to compare".to_owned());
    }
    format!("{}: {score:.2}", parts.join(", "))
}

fn words(evidence: &Evidence) -> String {
    let Evidence { finding, role, a, b } = evidence;
    let role = role.words();
    let both = if a == b { a.clone() } else { format!("{a} = {b}") };
    match finding {
        Finding::Alike(Likeness::Equal | Likeness::Spelling) => format!("same {role} ({both})"),
        Finding::Alike(Likeness::Alias) => format!("{role} in two known forms ({both})"),
        Finding::Alike(Likeness::Letter) => format!("{role} one letter apart ({a}, {b})"),
        Finding::Alike(Likeness::Near) => format!("{role} similar ({a}, {b})"),
        Finding::Alike(Likeness::Initial) => format!("initial fits ({a}, {b})"),
        Finding::Alike(Likeness::Stem) => format!("{role} with another ending ({a}, {b})"),
        Finding::Alike(Likeness::Faint | Likeness::Different) => format!("{role} hardly similar ({a}, {b})"),
        Finding::Conflict => format!("different {role} ({a}, {b})"),
        Finding::Missing => format!("{role} missing on one side ({a}{b})"),
        Finding::Turned => "names in another order".to_owned(),
        Finding::Together => format!("the same, divided into words otherwise ({both})"),
    }
}

fn written(form: &Form) -> String {
    form.content().map(|token| token.text.as_ref()).collect::<Vec<_>>().join(" ")
}

fn alike(aligned: &Alignment<'_>, pair: &Pair) -> Option<Evidence> {
    let (s, t) = aligned.tokens(pair)?;
    let (s2, t2) = aligned.second(pair);
    let text = |first: &Token, second: Option<&Token>| match second {
        Some(second) => format!("{} {}", first.text, second.text),
        None => first.text.to_string(),
    };
    Some(Evidence {
        finding: Finding::Alike(pair.matched.likeness),
        role: shared(s, t),
        a: text(s, s2),
        b: text(t, t2),
    })
}

/// The role to name where the two sides see it differently: what an ending or a word says before what the place says.
fn shared(s: &Token, t: &Token) -> Role {
    match (s.role, t.role) {
        (x, y) if x == y => x,
        (Role::Patronymic, _) | (_, Role::Patronymic) => Role::Patronymic,
        (Role::Initial, other) | (other, Role::Initial) | (Role::Middle, other) | (other, Role::Middle) => {
            other
        }
        (Role::Family, _) | (_, Role::Family) => Role::Family,
        (other, _) => other,
    }
}

fn missing(token: &Token, on_a: bool) -> Evidence {
    let text = token.text.to_string();
    let (a, b) = if on_a { (text, String::new()) } else { (String::new(), text) };
    Evidence { finding: Finding::Missing, role: token.role, a, b }
}

fn turned(aligned: &Alignment<'_>) -> Option<Evidence> {
    let strong = |pair: &&Pair| pair.matched.likeness <= Likeness::Letter;
    let pairs: Vec<&Pair> = aligned.pairs().iter().filter(strong).collect();
    let crossed = pairs.iter().any(|p| pairs.iter().any(|q| p.a < q.a && p.b > q.b));
    crossed.then(|| Evidence {
        finding: Finding::Turned,
        role: Role::Given,
        a: String::new(),
        b: String::new(),
    })
}
