//! One file per format that is not plain text.

pub(crate) mod docx;
pub(crate) mod html;
pub(crate) mod image;
pub(crate) mod odt;
mod office;
pub(crate) mod pdf;

pub(crate) use office::Flow;
