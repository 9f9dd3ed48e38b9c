//! What the endings of a people phrase say: in which cases it may stand, and whether it can be the subject of a verb.
//!
//! Where the data of a language tells no cases apart, every phrase may stand in all of them and agrees with every verb.

use crate::chunk::People;
use crate::inflect::{ACCUSATIVE, ANY_CASE, Cases, DATIVE, GENITIVE, INSTRUMENTAL, NOMINATIVE, Places};
use crate::lexicon::{Func, Sense, Side};
use crate::number::Quantity;
use crate::rules::{self, Symbols};
use crate::scan::Tok;

/// The symbols of the cases in which a people phrase may stand.
pub(crate) fn symbols(people: &People<'_>, toks: &[Tok<'_>]) -> Symbols {
    let cases = cases(people, toks);
    let counted = people.quantity.is_some();
    let table = [
        (NOMINATIVE, rules::NN, rules::QN),
        (GENITIVE, rules::NG, 0),
        (ACCUSATIVE, rules::NA, rules::QA),
        (DATIVE, rules::ND, 0),
        (INSTRUMENTAL, rules::NI, 0),
    ];
    let of = |(case, any, numbered): (Cases, Symbols, Symbols)| match cases & case {
        0 => 0,
        _ if counted => any | numbered,
        _ => any,
    };
    table.into_iter().map(of).fold(0, |all, one| all | one)
}

/// Whether the phrase can be the subject of the verb: «погиб один», «погибли двое», «погибло двое».
///
/// A verb in the plural also takes a list of single people: `listed`.
pub(crate) fn is_subject_of(verb: &Tok<'_>, people: &People<'_>, listed: bool) -> bool {
    let Some(places) = places(verb) else { return true };
    let many = people.quantity.is_some_and(|q| q.high != Some(0) && !ends_in_one(&q));
    match (places.singular(), places.plural()) {
        (0, _) => many || listed || !people.one,
        (_, 0) => !many,
        _ => people.quantity.is_some(),
    }
}

/// Whether the form of a verb is a plural alone: «убили».
pub(crate) fn is_plural(verb: &Tok<'_>) -> bool {
    places(verb).is_none_or(|p| p.singular() == 0)
}

/// The places of a token's form in its table, where the data says them.
pub(crate) fn places(tok: &Tok<'_>) -> Option<Places> {
    tok.senses.iter().find_map(|s| if let Sense::Form(places) = s { Some(*places) } else { None })
}

fn cases(people: &People<'_>, toks: &[Tok<'_>]) -> Cases {
    if toks.get(people.who.0).is_some_and(|t| t.is(Func::SingleObject)) && people.who.0 < people.who.1 {
        return ANY_CASE & !NOMINATIVE;
    }
    let noun = toks[people.who.0..people.who.1]
        .iter()
        .filter(|t| crate::people::class(t).is_some())
        .find_map(places)
        .map(Places::cases);
    let Some(q) = people.quantity else { return noun.unwrap_or(ANY_CASE) };
    let said = toks[q.bare..q.to].iter().filter_map(places).map(Places::cases).reduce(|a, b| a & b);
    if q.low == Some(1) && q.high == Some(1) {
        return said.unwrap_or(ANY_CASE) & noun.unwrap_or(ANY_CASE);
    }
    // «около двадцати», «от сорока до пятидесяти» are subjects as they stand.
    let governed = toks[q.from..q.bare.max(q.from + 1)].iter().any(governs) || q.low != q.high;
    let counted = NOMINATIVE | GENITIVE | ACCUSATIVE;
    match (said, noun) {
        (Some(said), _) if governed && said & GENITIVE != 0 => said | counted,
        (Some(said), _) => said,
        (None, Some(noun)) if noun & (GENITIVE | NOMINATIVE) == 0 => noun,
        (None, Some(_)) => counted,
        (None, None) if noun.is_none() && people.who.0 == people.who.1 => counted | DATIVE,
        (None, None) => ANY_CASE,
    }
}

/// A hedge or the beginning of a range, after which numbers stand in the genitive.
fn governs(t: &Tok<'_>) -> bool {
    t.is(Func::Between) || t.senses.iter().any(|s| matches!(s, Sense::Hedge(_, Side::Before)))
}

/// «21 заключённый погиб»: the verb may stand in the singular.
pub(crate) fn ends_in_one(q: &Quantity) -> bool {
    q.low == q.high && q.low.is_some_and(|n| n % 10 == 1 && n % 100 != 11)
}
