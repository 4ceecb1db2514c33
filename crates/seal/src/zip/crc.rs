//! CRC-32 as zip uses it (ISO 3309, reflected polynomial `EDB88320`).
//!
//! A checksum against damage, never against an adversary: what binds content are the digests of the manifests.
//! Eight bytes a step, so that it stays far below the cost of SHA-256 beside it.

/// The reflected polynomial.
const POLYNOMIAL: u32 = 0xEDB8_8320;

/// `TABLES[k][b]` is the remainder of byte `b` followed by `k` zero bytes.
const TABLES: [[u32; 256]; 8] = tables();

#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "runs while compiling: a bad index does not build, and `b` stays below 256"
)]
const fn tables() -> [[u32; 256]; 8] {
    let mut tables = [[0; 256]; 8];
    let mut b = 0;
    while b < 256 {
        let mut rest = b as u32;
        let mut bit = 0;
        while bit < 8 {
            rest = if rest & 1 == 1 { rest >> 1 ^ POLYNOMIAL } else { rest >> 1 };
            bit += 1;
        }
        tables[0][b] = rest;
        b += 1;
    }
    let mut k = 1;
    while k < 8 {
        let mut b = 0;
        while b < 256 {
            let before = tables[k - 1][b];
            tables[k][b] = before >> 8 ^ tables[0][(before & 0xFF) as usize];
            b += 1;
        }
        k += 1;
    }
    tables
}

/// The remainder of `byte` followed by `k` zero bytes.
#[inline]
fn remainder(k: usize, byte: u8) -> u32 {
    // Both indexes are in range by construction; `get` says so without a panic path.
    TABLES.get(k).and_then(|table| table.get(usize::from(byte))).copied().unwrap_or(0)
}

/// CRC-32 over bytes that come piece by piece.
#[derive(Clone, Debug)]
pub struct Crc32(u32);

impl Default for Crc32 {
    fn default() -> Self {
        Self::new()
    }
}

impl Crc32 {
    /// Starts with nothing taken.
    #[must_use]
    pub const fn new() -> Self {
        Self(u32::MAX)
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        let (steps, rest) = bytes.as_chunks::<8>();
        let mut crc = self.0;
        for [a, b, c, d, e, f, g, h] in steps {
            let [i, j, k, l] = (crc ^ u32::from_le_bytes([*a, *b, *c, *d])).to_le_bytes();
            crc = remainder(7, i)
                ^ remainder(6, j)
                ^ remainder(5, k)
                ^ remainder(4, l)
                ^ remainder(3, *e)
                ^ remainder(2, *f)
                ^ remainder(1, *g)
                ^ remainder(0, *h);
        }
        for byte in rest {
            let [low, ..] = crc.to_le_bytes();
            crc = crc >> 8 ^ remainder(0, low ^ byte);
        }
        self.0 = crc;
    }

    /// The checksum of everything taken.
    #[must_use]
    pub const fn finish(self) -> u32 {
        !self.0
    }
}

/// The CRC-32 of `bytes`.
#[must_use]
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = Crc32::new();
    crc.update(bytes);
    crc.finish()
}
