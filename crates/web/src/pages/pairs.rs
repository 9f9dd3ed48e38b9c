//! Two claims that may name one person: same, not same, or it cannot be told.

use maud::html;
use sanad_case::{ClaimView, Sameness};
use sanad_model::Verdict;

use crate::form::link;
use crate::locale::{Locale, number};
use crate::page::{framed, quoted, see, token};
use crate::refusal::{Outcome, Refusal};
use crate::visit::Visit;
use crate::words;

pub(crate) async fn show(visit: Visit) -> Outcome {
    let query = visit.query();
    let skip: usize = query.get("skip").parse().unwrap_or(0);
    let found = visit
        .at_desk(move |desk| {
            let people = desk.people()?;
            let waiting = people.sameness.len();
            let pair = people.sameness.get(skip).or(people.sameness.first()).cloned();
            let views = pair.map(|pair| {
                desk.read(|case| {
                    let (a, b) =
                        (case.claim_view(&pair.a.to_string())?, case.claim_view(&pair.b.to_string())?);
                    Ok((pair, a, b))
                })
            });
            Ok((views.transpose()?, waiting))
        })
        .await?;
    let l = visit.l;
    let (views, waiting) = found;
    let Some((pair, a, b)) = views else {
        let body =
            html! { p { (l.say("pairs-none")) } p { a.button href="/" { (l.say("back-to-overview")) } } };
        return Ok(framed(&visit, "/people", &l.say("pairs-title"), &body));
    };
    let body = html! {
        @if !query.get("done").is_empty() { p.done role="status" { (l.say("pairs-done")) " " a href="/history" { (l.say("nav-history")) } } }
        p.quiet { (l.tell("pairs-waiting", &[("n", number(waiting))])) }
        div.two { (one(l, &a, &pair.names[0])) (one(l, &b, &pair.names[1])) }
        p { (percent(l, &pair)) " " span lang="en" dir="ltr" { (quoted(&pair.why)) } }
        form.decide method="post" action="/pairs" {
            (token(&visit))
            input type="hidden" name="a" value=(pair.a);
            input type="hidden" name="b" value=(pair.b);
            p { label for="why" { (l.say("review-why")) } textarea #why name="why" rows="2" dir="auto" {} }
            div.actions {
                button.go name="verdict" value="same" accesskey="y" { (l.say("same")) }
                button name="verdict" value="not_same" accesskey="n" { (l.say("not-same")) }
                button name="verdict" value="unsure" accesskey="e" { (l.say("unsure")) }
                a.button href=(link("/pairs", &[("skip", &(skip + 1).to_string())])) accesskey="k" { (l.say("later")) }
            }
        }
    };
    Ok(framed(&visit, "/people", &l.say("pairs-title"), &body))
}

fn one(l: &Locale, view: &ClaimView, name: &str) -> maud::Markup {
    let record = &view.record;
    html! {
        article {
            h2 { (quoted(name)) }
            blockquote { (quoted(&record.claim.quote)) }
            p { (words::claim(l, &record.claim)) ", " (words::speaker(l, &record.claim.attribution.text, record.claim.attribution.kind)) }
            @if let Some(place) = &record.claim.place { p { (l.say("field-place")) ": " (quoted(&place.text)) } }
            @if let Some(time) = &record.claim.time { p { (l.say("field-time")) ": " (quoted(&time.text)) } }
            p.quiet { a href=(link("/why", &[("id", &record.id.to_string())])) { (l.say("claim")) " " (record.id) } }
        }
    }
}

/// How likely the lists make it, in whole percent.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
fn percent(l: &Locale, pair: &Sameness) -> String {
    l.tell("pairs-likely", &[("n", number((pair.posterior.clamp(0.0, 1.0) * 100.0).round() as u64))])
}

/// Records the decision on the pair.
pub(crate) async fn decide(visit: Visit) -> Outcome {
    let verdict = match visit.fields.get("verdict") {
        "same" => Verdict::Same,
        "not_same" => Verdict::NotSame,
        "unsure" => Verdict::Unsure,
        _ => return Err(Refusal::Token),
    };
    let pair = [visit.fields.get("a").to_owned(), visit.fields.get("b").to_owned()];
    let why = visit.fields.find("why");
    visit.write(move |case| case.judge_sameness(&pair, verdict, why.as_deref())).await?;
    Ok(see("/pairs?done=1"))
}
