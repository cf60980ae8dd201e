//! JPEG: segments that begin with a marker; behind the head of a scan the image itself, until the next marker. Comments
//! and what applications add (EXIF with its place and time, XMP, previews) are left out; Adobe's note on colours is not.

use super::{Rewritten, split};

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const COMMENT: u8 = 0xfe;
const ADOBE: u8 = 0xee;

pub(super) fn rewrite(bytes: &[u8]) -> Rewritten {
    let mut rest = bytes.strip_prefix(&[0xff, START])?;
    let mut kept = vec![0xff, START];
    let mut size = None;
    let mut has_image = false;
    loop {
        let marker = marker(&mut rest)?;
        if marker == END {
            kept.extend_from_slice(&[0xff, END]);
            let (width, height) = size.filter(|_| has_image)?;
            return Some((width, height, kept));
        }
        let length = usize::from(u16::from_be_bytes(rest.get(..2)?.try_into().ok()?));
        let segment = split(&mut rest, length).filter(|_| length >= 2)?;
        match marker {
            // Baseline, extended and progressive; hierarchical, lossless and arithmetic ones no browser shows.
            0xc0..=0xc2 if size.is_none() => size = Some(dimensions(segment)?),
            // Tables, the interval of restarts, and notes.
            0xc4 | 0xdb | 0xdd | 0xe0..=0xef | COMMENT => {}
            SCAN if size.is_some() => {}
            _ => return None,
        }
        let is_note = matches!(marker, 0xe0..=0xef | COMMENT) && !(marker == ADOBE && is_adobe(segment));
        if !is_note {
            kept.extend_from_slice(&[0xff, marker]);
            kept.extend_from_slice(segment);
        }
        if marker == SCAN {
            let image = image(&mut rest)?;
            has_image |= !image.is_empty();
            kept.extend_from_slice(image);
        }
    }
}

/// The next marker; it may be filled up in front.
fn marker(rest: &mut &[u8]) -> Option<u8> {
    if split(rest, 1)? != [0xff] {
        return None;
    }
    loop {
        match split(rest, 1)? {
            [0xff] => {}
            [0x00] => return None,
            marker => return marker.first().copied(),
        }
    }
}

/// What is coded up to the next marker, with the restarts in it.
fn image<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let is_marker = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7);
    let end = rest.windows(2).position(is_marker)?;
    split(rest, end)
}

fn dimensions(segment: &[u8]) -> Option<(u32, u32)> {
    let side = |at: usize| Some(u32::from(u16::from_be_bytes(segment.get(at..at + 2)?.try_into().ok()?)));
    Some((side(5)?, side(3)?))
}

fn is_adobe(segment: &[u8]) -> bool {
    segment.get(2..7) == Some(b"Adobe")
}

#[cfg(test)]
mod tests {
    use super::super::{PictureRefused, take};

    /// A head of so many pixels with a scan behind it; nobody decodes it here.
    fn jpeg(width: u16, more: &[u8]) -> Vec<u8> {
        let [high, low] = width.to_be_bytes();
        let head = [0xff, 0xc0, 0, 11, 8, 0, 16, high, low, 1, 1, 0x11, 0];
        let scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56];
        [&[0xff, 0xd8][..], more, &head, &scan, &[0xff, 0xd9]].concat()
    }

    #[test]
    fn where_it_was_taken_does_not_come_along() {
        let place = b"\xff\xe1\x00\x0eExif\0\0 GPS!!";
        let taken = take(&jpeg(16, &place[..])).unwrap();
        assert_eq!(taken.bytes, jpeg(16, b""));
        assert_eq!(taken.media_type, "image/jpeg");
    }

    #[test]
    fn the_sides_are_bounded_and_an_end_is_needed() {
        assert_eq!(take(&jpeg(4_097, b"")), Err(PictureRefused::TooManyPixels));
        let whole = jpeg(16, b"");
        assert_eq!(take(&whole[..whole.len() - 2]), Err(PictureRefused::Damaged));
    }
}
