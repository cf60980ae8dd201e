//! PNG: a signature, then chunks of length, kind, bytes and checksum. The chunks that make the image are kept.

use super::{Rewritten, split};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// What the image is made of, in its colours; texts, times, EXIF and the frames of a moving picture are left out.
const KEPT: [&[u8]; 9] = [b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"IDAT", b"IEND"];

pub(super) fn rewrite(bytes: &[u8]) -> Rewritten {
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut kept = SIGNATURE.to_vec();
    let mut size = None;
    let mut has_image = false;
    loop {
        let whole = rest;
        let length = usize::try_from(number(split(&mut rest, 4)?)?).ok()?;
        let kind = split(&mut rest, 4)?;
        let content = split(&mut rest, length)?;
        if number(split(&mut rest, 4)?)? != checksum(&[kind, content]) {
            return None;
        }
        match (kind, size) {
            (b"IHDR", None) => size = Some(dimensions(content)?),
            // The head comes first, and once.
            (b"IHDR", Some(_)) | (_, None) => return None,
            (b"IDAT", _) => has_image = true,
            _ => {}
        }
        if KEPT.contains(&kind) {
            kept.extend_from_slice(&whole[..length + 12]);
        }
        if kind == b"IEND" {
            let (width, height) = size.filter(|_| has_image && length == 0)?;
            return Some((width, height, kept));
        }
    }
}

fn dimensions(head: &[u8]) -> Option<(u32, u32)> {
    if head.len() != 13 { None } else { Some((number(&head[..4])?, number(&head[4..8])?)) }
}

fn number(bytes: &[u8]) -> Option<u32> {
    bytes.try_into().ok().map(u32::from_be_bytes)
}

/// CRC-32 as PNG has it.
fn checksum(parts: &[&[u8]]) -> u32 {
    let mut sum = u32::MAX;
    for byte in parts.iter().flat_map(|part| part.iter()) {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    !sum
}
