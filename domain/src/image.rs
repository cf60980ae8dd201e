//! How large a picture is, by its first bytes. Only pictures that hold nothing but points are known: a drawing that
//! can hold scripts (SVG) is not.

/// The most bytes of a logo.
pub const MOST_LOGO_BYTES: i64 = 512 * 1024;
/// The most points of each side of a logo: a picture of few bytes can unpack to a great many points.
pub const MOST_LOGO_SIDE: u32 = 2_048;

/// Width and height of a PNG, a JPEG or a WebP; none for anything else, or where it is not whole.
#[must_use]
pub fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = match bytes {
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => png(bytes),
        [0xFF, 0xD8, 0xFF, ..] => jpeg(bytes),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp(bytes),
        _ => None,
    };
    size.filter(|(width, height)| *width > 0 && *height > 0)
}

fn byte(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at).copied().map(u32::from)
}

fn big(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    (0..length).try_fold(0, |value, step| Some((value << 8) | byte(bytes, at + step)?))
}

fn little(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    (0..length).rev().try_fold(0, |value, step| Some((value << 8) | byte(bytes, at + step)?))
}

fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    (bytes.get(12..16)? == b"IHDR").then_some(())?;
    Some((big(bytes, 16, 4)?, big(bytes, 20, 4)?))
}

/// Walks from segment to segment to the frame's header.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        (byte(bytes, at)? == 0xFF).then_some(())?;
        let marker = byte(bytes, at + 1)?;
        match marker {
            0xFF => at += 1,
            0xC0..=0xCF if ![0xC4, 0xC8, 0xCC].contains(&marker) => {
                return Some((big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?));
            }
            _ => at += 2 + usize::try_from(big(bytes, at + 2, 2)?).ok()?.max(2),
        }
    }
}

fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8X" => Some((little(bytes, 24, 3)? + 1, little(bytes, 27, 3)? + 1)),
        b"VP8 " => Some((little(bytes, 26, 2)? & 0x3FFF, little(bytes, 28, 2)? & 0x3FFF)),
        b"VP8L" => {
            let bits = little(bytes, 21, 4)?;
            Some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_kind_says_its_size() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x06\0\0\0";
        assert_eq!(size(png), Some((640, 480)));
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x11\x08\x01\xe0\x02\x80\x03";
        assert_eq!(size(jpeg), Some((640, 480)));
        let mut lossy = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a".to_vec();
        lossy.extend([0x80, 0x02, 0xe0, 0x01]);
        assert_eq!(size(&lossy), Some((640, 480)));
        let mut extended = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0".to_vec();
        extended.extend([0x7f, 0x02, 0, 0xdf, 0x01, 0]);
        assert_eq!(size(&extended), Some((640, 480)));
        assert_eq!(size(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), None);
        assert_eq!(size(&png[..20]), None);
    }

    proptest! {
        /// Nothing makes it fall over or go on for ever.
        #[test]
        fn any_bytes_have_a_size_or_none(kind in 0usize..3, rest in prop::collection::vec(any::<u8>(), 0..400)) {
            let start: [&[u8]; 3] = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP"];
            let bytes = [start[kind], &rest].concat();
            prop_assert!(size(&bytes).is_none_or(|(width, height)| width > 0 && height > 0));
        }
    }
}
