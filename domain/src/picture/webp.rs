//! WebP: chunks in a RIFF container. A still picture is one `VP8 ` or `VP8L` chunk, perhaps with transparency beside it
//! and a head that says so. Animations are refused; EXIF, XMP and colour profiles are left out.

use super::{Rewritten, split};

/// The bits of the head that say what else there is: animation, XMP, EXIF, colour profile.
const ANIMATED: u8 = 0b0000_0010;
const NOTES: u8 = 0b0010_1100;

pub(super) fn rewrite(bytes: &[u8]) -> Rewritten {
    let length = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let mut rest = bytes.get(12..length.checked_add(8)?)?;
    let mut kept = b"RIFF\0\0\0\0WEBP".to_vec();
    let (mut canvas, mut image) = (None, None);
    while !rest.is_empty() {
        let kind = split(&mut rest, 4)?;
        let size = split(&mut rest, 4)?;
        let length = usize::try_from(u32::from_le_bytes(size.try_into().ok()?)).ok()?;
        let content = split(&mut rest, length)?;
        let padding = split(&mut rest, length % 2)?;
        let mut content = content.to_vec();
        match kind {
            b"VP8X" if canvas.is_none() && image.is_none() => {
                let flags = content.first_mut()?;
                if *flags & ANIMATED != 0 {
                    return None;
                }
                *flags &= !NOTES;
                canvas = Some(of_canvas(&content)?);
            }
            b"VP8 " if image.is_none() => image = Some(lossy(&content)?),
            b"VP8L" if image.is_none() => image = Some(lossless(&content)?),
            b"ALPH" if canvas.is_some() && image.is_none() => {}
            b"EXIF" | b"XMP " | b"ICCP" => continue,
            _ => return None,
        }
        kept.extend_from_slice(kind);
        kept.extend_from_slice(size);
        kept.extend_from_slice(&content);
        kept.extend(padding.iter().map(|_| 0));
    }
    let (width, height) = image?;
    let (width, height) =
        canvas.map_or((width, height), |(wide, high): (u32, u32)| (wide.max(width), high.max(height)));
    let whole = u32::try_from(kept.len() - 8).ok()?;
    kept[4..8].copy_from_slice(&whole.to_le_bytes());
    Some((width, height, kept))
}

fn of_canvas(head: &[u8]) -> Option<(u32, u32)> {
    let side = |at: usize| {
        let [low, middle, high] = head.get(at..at + 3)?.try_into().ok()?;
        Some(u32::from_le_bytes([low, middle, high, 0]) + 1)
    };
    if head.len() == 10 { Some((side(4)?, side(7)?)) } else { None }
}

fn lossy(frame: &[u8]) -> Option<(u32, u32)> {
    // A key frame, and its start code.
    if frame.first()? & 1 != 0 || frame.get(3..6)? != [0x9d, 0x01, 0x2a] {
        return None;
    }
    let side =
        |at: usize| Some(u32::from(u16::from_le_bytes(frame.get(at..at + 2)?.try_into().ok()?) & 0x3fff));
    Some((side(6)?, side(8)?))
}

fn lossless(frame: &[u8]) -> Option<(u32, u32)> {
    if *frame.first()? != 0x2f {
        return None;
    }
    let bits = u32::from_le_bytes(frame.get(1..5)?.try_into().ok()?);
    Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
}

#[cfg(test)]
mod tests {
    use super::super::{PictureRefused, take};

    fn webp(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut body = b"WEBP".to_vec();
        for (kind, content) in chunks {
            body.extend_from_slice(*kind);
            body.extend_from_slice(&u32::try_from(content.len()).unwrap().to_le_bytes());
            body.extend_from_slice(content);
            body.extend(std::iter::repeat_n(0, content.len() % 2));
        }
        [&b"RIFF"[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
    }

    /// Sixteen by sixteen.
    const IMAGE: &[u8] = &[0x2f, 0x0f, 0xc0, 0x03, 0x00, 0x07];

    #[test]
    fn notes_are_left_out_and_the_head_no_longer_speaks_of_them() {
        let head = |flags| [flags, 0, 0, 0, 15, 0, 0, 15, 0, 0];
        let noted = webp(&[(b"VP8X", &head(0x1c)), (b"VP8L", IMAGE), (b"EXIF", b"GPS")]);
        let plain = webp(&[(b"VP8X", &head(0x10)), (b"VP8L", IMAGE)]);
        assert_eq!(take(&noted).unwrap().bytes, plain);
        assert_eq!(take(&webp(&[(b"VP8L", IMAGE)])).unwrap().media_type, "image/webp");
    }

    #[test]
    fn what_moves_is_no_picture_of_somebody() {
        let head = [0x02, 0, 0, 0, 15, 0, 0, 15, 0, 0];
        assert_eq!(take(&webp(&[(b"VP8X", &head), (b"ANIM", &[0; 6])])), Err(PictureRefused::Damaged));
    }
}
