//! Names inside an archive, however its bytes arrive.

use super::{HEADER_BYTES, Listed, Listing};

fn entry(path: &str, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0; HEADER_BYTES];
    bytes[..4].copy_from_slice(b"PK\x03\x04");
    bytes[22..26].copy_from_slice(&u32::try_from(content.len()).expect("short").to_le_bytes());
    bytes[26] = u8::try_from(path.len()).expect("short");
    [&bytes, path.as_bytes(), content].concat()
}

#[test]
fn members_are_listed_however_the_bytes_are_cut() {
    let directory = [b"PK\x01\x02".as_slice(), &[0; 60]].concat();
    let file = [entry("mimetype", b"x"), entry("bag/empty", b""), entry("a", &[7; 300]), directory];
    let file = file.concat();
    for n in [1, 29, 30, 31, 64, file.len()] {
        let mut listing = Listing::default();
        file.chunks(n).for_each(|piece| listing.push(piece));
        let seen: Vec<_> = listing.finish();
        let named: Vec<_> =
            seen.iter().map(|Listed { path, n_bytes, .. }| (path.as_str(), *n_bytes)).collect();
        assert_eq!(named, [("mimetype", 1), ("bag/empty", 0), ("a", 300)], "pieces of {n}");
    }
}
