//! A picture drawn anew: its pixels and nothing else.
//!
//! Photographs carry where, when and with which device they were taken, thumbnails of what was cropped, and whatever
//! somebody hid between the segments. What is given on is decoded, turned as its orientation says, made smaller where it
//! is very large, and encoded again: none of that is in the new file. Runs in the confined child only.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use serde::{Deserialize, Serialize};

/// What a picture became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redrawn {
    /// "image/jpeg", or "image/png" where something shines through.
    pub media: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The new file.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// The first line of the child's answer.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Answer {
    /// The new file follows.
    Redrawn(Redrawn),
    /// Why there is none.
    Refused(String),
}

/// No side is longer afterwards.
const LONGEST: u32 = 2400;
/// No side may be longer before.
const MOST_SIDE: u32 = 20_000;
/// What decoding may take.
const MEMORY: u64 = 512 << 20;
const QUALITY: u8 = 88;

/// Decodes and encodes again.
///
/// # Errors
/// In words, when it is no picture that can be decoded, or too large a one.
pub(crate) fn redrawn(bytes: &[u8]) -> Result<Redrawn, String> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| e.to_string())?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| e.to_string())?;
    let orientation = decoder.orientation().map_err(|e| e.to_string())?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|e| e.to_string())?;
    picture.apply_orientation(orientation);
    if picture.width().max(picture.height()) > LONGEST {
        picture = picture.resize(LONGEST, LONGEST, FilterType::Triangle);
    }
    let mut out = Vec::new();
    let (width, height) = (picture.width(), picture.height());
    let media = if picture.color().has_alpha() {
        picture.to_rgba8().write_with_encoder(PngEncoder::new(&mut out)).map_err(|e| e.to_string())?;
        "image/png"
    } else {
        let encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
        picture.to_rgb8().write_with_encoder(encoder).map_err(|e| e.to_string())?;
        "image/jpeg"
    };
    Ok(Redrawn { media: media.to_owned(), width, height, bytes: out })
}
