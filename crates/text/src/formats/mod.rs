//! One file per format that is not plain text.

pub(crate) mod html;
pub(crate) mod image;
