//! The logo of the letterhead.

use std::io::Cursor;

use image::{ImageFormat, ImageReader};

/// Most pixels; what a picture unpacks to does not follow from its bytes.
const MOST_PIXELS: u64 = 4_000_000;
/// The room for it, in points.
const ROOM: (f64, f64) = (150.0, 40.0);

/// A picture that will probably be readable.
pub(crate) struct Logo {
    pub(crate) bytes: Vec<u8>,
    /// How large it is on paper, in points.
    pub(crate) size: (f64, f64),
}

/// The picture, if its first bytes are those of a PNG or JPEG of a sensible size.
pub(crate) fn read(bytes: &[u8]) -> Option<Logo> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg)) {
        return None;
    }
    let (width, height) = reader.into_dimensions().ok()?;
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return None;
    }
    let (width, height) = (f64::from(width), f64::from(height));
    let scale = (ROOM.0 / width).min(ROOM.1 / height);
    Some(Logo { bytes: bytes.to_vec(), size: (width * scale, height * scale) })
}
