//! Which symbols of the clause rules the senses of a form stand for.

use crate::lexicon::{Func, HarmRole, Sense};
use crate::rules::{self, Symbols};

pub(crate) fn of_role(role: HarmRole) -> Symbols {
    match role {
        HarmRole::Verb => rules::HV,
        HarmRole::Part => rules::HK,
        HarmRole::Grab => rules::HK | rules::HM,
        HarmRole::Against => rules::HX,
        HarmRole::Base => rules::HB,
        HarmRole::Ing => rules::HG,
        HarmRole::Intr => rules::HI,
        HarmRole::Act => rules::HA,
        HarmRole::State => rules::HS,
        HarmRole::Adj => rules::HJ,
        HarmRole::Body => rules::HD,
        HarmRole::Toll => rules::HT,
        HarmRole::Past => rules::HP,
        HarmRole::Over => rules::HO,
        HarmRole::Lose => rules::HL,
        HarmRole::Hit => rules::HZ,
        HarmRole::Life => rules::HN,
        HarmRole::Term | HarmRole::Light | HarmRole::Treat | HarmRole::With | HarmRole::About => 0,
    }
}

pub(crate) fn of_func(func: Func) -> Symbols {
    match func {
        Func::Be => rules::BE | rules::AUX,
        Func::Object => rules::OBJ,
        Func::Do => rules::DO,
        Func::Counter => rules::W | rules::MID,
        Func::Have | Func::Not => rules::AUX,
        Func::Adverb | Func::All => rules::AUX | rules::ADV,
        Func::To => rules::TO | rules::AUX | rules::PREP,
        Func::Found => rules::FOUND,
        Func::Leave => rules::LEAVE,
        Func::Reach => rules::REACH,
        Func::Rise => rules::RISE,
        Func::Sentence => rules::SENT,
        Func::Tally => rules::TALLY | rules::W | rules::MID,
        Func::Case => rules::CASE | rules::W,
        Func::Of => rules::OF | rules::MID,
        Func::In => rules::IN | rules::MID,
        Func::Prep | Func::Between => rules::PREP | rules::MID,
        Func::By => rules::BY | rules::MID,
        Func::And => rules::AND,
        Func::Or => rules::W,
        Func::But => rules::BUT,
        Func::Audience => 0,
        Func::Who => rules::WHO,
        Func::That => rules::WHO | rules::STOP,
        Func::Including => rules::INCL,
        Func::The | Func::A | Func::Poss => rules::DET | rules::MID,
        Func::Other | Func::Group | Func::Beast | Func::Past | Func::Court | Func::Rites | Func::Rate => {
            rules::W | rules::MID
        }
        Func::Verb | Func::Claim => rules::VERB,
        Func::NumberAnd
        | Func::NumberJoin
        | Func::Absent
        | Func::Topic
        | Func::Locality
        | Func::PlaceName
        | Func::ToBe
        | Func::Involvement
        | Func::Until
        | Func::LastYear
        | Func::ThisYear
        | Func::Injury
        | Func::Lives
        | Func::Captive
        | Func::Flee
        | Func::Unknown
        | Func::Fiction
        | Func::Contest
        | Func::Mouthpiece
        | Func::Mortal
        | Func::Inverts
        | Func::OfThem
        | Func::SingleObject
        | Func::Term
        | Func::RangeTo
        | Func::Half
        | Func::Aged
        | Func::How
        | Func::Single
        | Func::They
        | Func::Nobody
        | Func::Contrast
        | Func::EndsSpeaker
        | Func::Time
        | Func::YearWord
        | Func::OneBody
        | Func::Anonymous
        | Func::OfficialSource => 0,
        Func::Responsibility | Func::Burial | Func::Without => rules::W | rules::MID,
        Func::He | Func::Them | Func::Also | Func::No => rules::W,
    }
}

/// A sense that no clause goes on past.
pub(crate) fn is_silent(sense: &Sense) -> bool {
    matches!(
        sense,
        Sense::Status(..) | Sense::Harm(..) | Sense::Func(Func::Audience | Func::Nobody | Func::Absent)
    )
}
