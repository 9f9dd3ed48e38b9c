//! `sanad posts`: who held which post on a day, and what contradicts it.

use std::path::Path;

use sanad_model::{ClaimRecord, Kind, PartialDate};
use sanad_publish::PostsWords;
use sanad_record::Posts;

use crate::error::{CaseError, Result};
use crate::open::Case;
use crate::state::Standing;

/// Postings of a day, and their contradictions.
pub type PostsView = Posts;

impl Case {
    /// The postings of a day, or all; of one person or one body where one is named.
    ///
    /// # Errors
    /// When the person or body is not in the case, or several fit.
    pub fn posts(&self, at: Option<PartialDate>, person: Option<&str>, body: Option<&str>) -> Result<Posts> {
        let key = |typed: Option<&str>, schema| -> Result<Option<String>> {
            typed.map(|t| self.find_entity(t, &[schema]).map(|e| e.entity.key())).transpose()
        };
        let (person, body) = (key(person, "person")?, key(body, "body")?);
        let mut posts = sanad_record::postings(&self.state.entities, &self.claims_on_posts(), at);
        posts.postings.retain(|p| {
            person.as_ref().is_none_or(|k| *k == p.person_id) && body.as_ref().is_none_or(|k| *k == p.body_id)
        });
        if person.is_some() || body.is_some() {
            let shown: Vec<&String> =
                posts.postings.iter().flat_map(|p| [&p.id, &p.person_id, &p.body_id]).collect();
            posts.conflicts.retain(|c| c.entities.iter().any(|e| shown.contains(&e)));
        }
        Ok(posts)
    }

    /// Writes the chart of postings.
    ///
    /// # Errors
    /// When nothing has a date, or a file cannot be written.
    pub fn write_posts_chart(
        &self,
        posts: &Posts,
        svg: Option<&Path>,
        png: Option<&Path>,
        lang: &str,
    ) -> Result<()> {
        if let Some(path) = svg {
            let text = sanad_publish::posts_svg(posts, &words(lang, posts.at)).ok_or_else(nothing_to_draw)?;
            crate::files::write(path, text.as_bytes())?;
        }
        if let Some(path) = png {
            crate::files::write(path, &self.posts_png(posts, lang)?)?;
        }
        Ok(())
    }

    /// The chart of postings as a picture.
    ///
    /// # Errors
    /// When nothing has a date.
    pub fn posts_png(&self, posts: &Posts, lang: &str) -> Result<Vec<u8>> {
        let words = words(lang, posts.at);
        sanad_publish::posts_svg(posts, &words).ok_or_else(nothing_to_draw)?;
        sanad_publish::posts_png(posts, &words)
            .map_err(|e| CaseError::nothing(format!("the chart cannot be drawn: {e}"), ""))
    }

    /// What is said about posts: what stands, and what waits, so that a contradiction shows at once.
    fn claims_on_posts(&self) -> Vec<ClaimRecord> {
        let live = self.state.claims.iter().filter(|c| {
            // all others say nothing of posts, and there may be many
            c.record.claim.kind == Kind::HoldsPost
                && c.standing != Standing::Rejected
                && c.updated_by.is_none()
        });
        live.map(|c| c.record.clone()).collect()
    }
}

fn nothing_to_draw() -> CaseError {
    CaseError::nothing("no posting has a date, so there is nothing to draw", "")
}

fn words(lang: &str, at: Option<PartialDate>) -> PostsWords {
    let of = |title: &str| at.map_or_else(|| title.to_owned(), |day| format!("{title}, {day}"));
    if lang == "ru" {
        return PostsWords {
            title: of("Кто какую должность занимал"),
            sure: "точно".to_owned(),
            perhaps: "возможно".to_owned(),
            unknown: "не известно".to_owned(),
        };
    }
    PostsWords {
        title: of("Who held which post"),
        sure: "for sure".to_owned(),
        perhaps: "perhaps".to_owned(),
        unknown: "not known".to_owned(),
    }
}
