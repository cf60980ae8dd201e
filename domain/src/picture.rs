//! Pictures of people. A picture is taken only when every part of its container is understood, and what is kept is
//! written anew from the parts that make the image: where it was taken, by which camera, and whatever else lies beside
//! or behind the image does not come along.

mod jpeg;
mod png;
mod webp;

/// The largest picture, in bytes.
pub const MOST_BYTES: usize = 2 * 1024 * 1024;
/// The longest side, in pixels.
pub const LONGEST_SIDE: u32 = 4_096;

/// Why a picture was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureRefused {
    /// More bytes than fit.
    #[error("is larger than 2 MB")]
    TooLarge,
    /// More pixels than fit.
    #[error("is wider or higher than 4,096 pixels")]
    TooManyPixels,
    /// Another format.
    #[error("must be a PNG, JPEG or WebP picture")]
    OtherFormat,
    /// It says that it is one and is not, or it moves.
    #[error("is damaged, or moves; a still picture is needed")]
    Damaged,
}

impl PictureRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::TooManyPixels => "too_many_pixels",
            Self::OtherFormat => "not_a_picture",
            Self::Damaged => "damaged_picture",
        }
    }
}

/// A picture that may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it is.
    pub media_type: &'static str,
    /// Its bytes, written anew.
    pub bytes: Vec<u8>,
}

/// Takes a picture.
///
/// # Errors
/// When it is too large, of another format, damaged, or moves.
pub fn take(bytes: &[u8]) -> Result<Picture, PictureRefused> {
    if bytes.len() > MOST_BYTES {
        return Err(PictureRefused::TooLarge);
    }
    let (media_type, rewritten) = match bytes {
        [0x89, b'P', b'N', b'G', ..] => ("image/png", png::rewrite(bytes)),
        [0xff, 0xd8, 0xff, ..] => ("image/jpeg", jpeg::rewrite(bytes)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
            ("image/webp", webp::rewrite(bytes))
        }
        _ => return Err(PictureRefused::OtherFormat),
    };
    let (width, height, bytes) = rewritten.ok_or(PictureRefused::Damaged)?;
    if width == 0 || height == 0 {
        return Err(PictureRefused::Damaged);
    }
    if width > LONGEST_SIDE || height > LONGEST_SIDE {
        return Err(PictureRefused::TooManyPixels);
    }
    Ok(Picture { media_type, bytes })
}

/// Width, height and the bytes written anew.
type Rewritten = Option<(u32, u32, Vec<u8>)>;

/// Takes so many bytes from the front.
fn split<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (front, back) = rest.split_at_checked(count)?;
    *rest = back;
    Some(front)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// One black pixel, as a program writes it.
    pub(super) const PNG: &[u8] = &[
        0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1,
        8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0x60,
        0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
    ];

    #[test]
    fn a_picture_is_taken_and_what_lies_behind_it_is_not() {
        let taken = take(PNG).unwrap();
        assert_eq!((taken.media_type, taken.bytes.as_slice()), ("image/png", PNG));
        let with_more = [PNG, b"<script>"].concat();
        assert_eq!(take(&with_more).unwrap().bytes, PNG);
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_refused_with_its_reason() {
        assert_eq!(take(b"<svg/>"), Err(PictureRefused::OtherFormat));
        assert_eq!(take(b"GIF89a"), Err(PictureRefused::OtherFormat));
        assert_eq!(take(&[0; MOST_BYTES + 1]), Err(PictureRefused::TooLarge));
        assert_eq!(take(&PNG[..40]), Err(PictureRefused::Damaged));
        let mut spoilt = PNG.to_vec();
        spoilt[44] ^= 1;
        assert_eq!(take(&spoilt), Err(PictureRefused::Damaged));
    }

    proptest! {
        /// Whatever arrives: it ends with an answer, and what was taken once is taken again as it is.
        #[test]
        fn nothing_that_arrives_is_too_strange(
            head in prop::sample::select(vec![&PNG[..8], b"\xff\xd8\xff", b"RIFF\x20\0\0\0WEBP", b""]),
            rest in prop::collection::vec(any::<u8>(), 0..300),
        ) {
            if let Ok(once) = take(&[head, &rest].concat()) {
                prop_assert_eq!(take(&once.bytes).unwrap(), once);
            }
        }
    }
}
