//! Progress on a terminal for work that takes longer than a moment.

use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::context::Context;

/// A bar over the bytes of a file; hidden where nobody looks.
pub(crate) fn bytes(context: &Context, file: &Path) -> ProgressBar {
    let size = std::fs::metadata(file).map_or(0, |m| m.len());
    bar(context, size, "{bar:30} {bytes}/{total_bytes} {eta}")
}

/// A bar over a number of things.
pub(crate) fn things(context: &Context, count: u64) -> ProgressBar {
    bar(context, count, "{bar:30} {pos}/{len} {eta}")
}

fn bar(context: &Context, length: u64, template: &str) -> ProgressBar {
    let target = if context.shows_progress() {
        ProgressDrawTarget::stderr_with_hz(4)
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(length), target);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_secs(2));
    bar
}
