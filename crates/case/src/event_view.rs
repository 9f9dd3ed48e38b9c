//! One event as a person reads it: the acts in it, what was done about them, what it is part of, and where it was.

use std::collections::BTreeSet;

use sanad_model::EntityRecord;
use sanad_publish::{MapPlace, MapWords};
use sanad_record::sources::folded;

use crate::error::{CaseError, Result};
use crate::open::Case;
use crate::record::unwritten;

/// What was entered about an event.
#[derive(Debug, Clone, Default)]
pub struct EventView {
    /// The event as it was entered; nothing when claims alone name it.
    pub event: Option<EntityRecord>,
    /// Acts in it.
    pub acts: Vec<EntityRecord>,
    /// What was done about it or its acts.
    pub investigations: Vec<EntityRecord>,
    /// Events that it is tied to.
    pub related: Vec<EntityRecord>,
    /// Everything that these refer to: so that keys can be told by their titles.
    pub beside: Vec<EntityRecord>,
}

impl Case {
    /// What was entered about the event that claims call by this name.
    #[must_use]
    pub fn event_view(&self, name: &str) -> EventView {
        let of =
            |sort: &'static str| self.state.standing_entities().filter(move |e| e.entity.schema.name == sort);
        let wanted = folded(name);
        let called = |e: &&EntityRecord| {
            e.entity.key() == name || e.entity.label == name || folded(e.entity.title()) == wanted
        };
        let Some(event) = of("event").find(called).cloned() else { return EventView::default() };
        let key = event.entity.key();
        let points =
            |e: &EntityRecord, key: &str| e.entity.values.values().flatten().any(|value| value == key);
        let acts: Vec<EntityRecord> =
            of("act").filter(|e| e.entity.value("event") == Some(&key)).cloned().collect();
        let concerns =
            |e: &&EntityRecord| points(e, &key) || acts.iter().any(|act| points(e, &act.entity.key()));
        let investigations: Vec<EntityRecord> = of("investigation").filter(concerns).cloned().collect();
        let tied =
            |e: &&EntityRecord| e.id != event.id && (points(e, &key) || points(&event, &e.entity.key()));
        let related: Vec<EntityRecord> = of("event").filter(tied).cloned().collect();
        let all = || std::iter::once(&event).chain(&acts).chain(&investigations).chain(&related);
        let keys: BTreeSet<String> =
            all().flat_map(|e| e.entity.values.values().flatten().cloned().chain([e.entity.key()])).collect();
        let beside =
            self.state.standing_entities().filter(|e| keys.contains(&e.entity.key())).cloned().collect();
        EventView { event: Some(event), acts, investigations, related, beside }
    }
}

/// A map of places as a picture.
///
/// # Errors
/// When there is no place to draw.
pub fn map_png(places: &[MapPlace], words: &MapWords, lang: &str) -> Result<Vec<u8>> {
    if sanad_publish::map_svg(places, words).is_none() {
        return Err(CaseError::nothing("nothing here has coordinates, so there is nothing to draw", ""));
    }
    sanad_publish::map_png(places, words, lang).map_err(|e| unwritten(&e))
}
