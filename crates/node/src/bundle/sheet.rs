//! The two texts that go with a bundle: what whoever finds the medium reads, and the sheet that travels on paper beside
//! it. Neither says anything of a case.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use seal::digest::Digest;
use wire::bundle::{Index, Place};

/// What a volume holds, by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Receipts.
    pub receipts: usize,
    /// Deliveries.
    pub deliveries: usize,
    /// Transfer chunks.
    pub chunks: usize,
}

impl Counts {
    /// Of a volume with this index.
    #[must_use]
    pub fn of(index: &Index) -> Self {
        let mut counts = Self::default();
        for entry in &index.entries {
            let count = match entry.place {
                Place::Receipt(_) => &mut counts.receipts,
                Place::Delivery(..) => &mut counts.deliveries,
                Place::Chunk(_) => &mut counts.chunks,
                Place::Readme | Place::Directory | Place::Fork(_) => continue,
            };
            *count = count.saturating_add(1);
        }
        counts
    }
}

/// `README.txt`, from an index that does not list it yet.
#[must_use]
pub fn readme(index: &Index) -> String {
    let Counts { receipts, deliveries, chunks } = Counts::of(index);
    format!(
        "This file is a bundle of sealed letters between two nodes of one network.\n\
         It is encrypted for its recipient. Nobody else can open what it holds.\n\
         \n\
         from      {}\n\
         to        {}\n\
         bundle    {}\n\
         volume    {} of {}\n\
         made      {}\n\
         network   {}\n\
         holds     {deliveries} deliveries, {receipts} receipts, {chunks} chunks\n\
         \n\
         If you found it: give it to the police or to a court, who can return it to its sender.\n\
         If it is for you: `comity bundle inspect FILE` says what it is, `comity bundle read FILE` takes it in.\n\
         Volumes may be read in any order, and each of them more than once.\n",
        index.from,
        index.to,
        index.id,
        index.part,
        index.parts,
        made(index),
        index.net.hex(),
    )
}

/// The hour a bundle was made, as people write it.
#[must_use]
pub fn made(index: &Index) -> String {
    let at = jiff::Timestamp::from_second(i64::from(index.made_hour).saturating_mul(3600));
    at.map(wire::time::text).unwrap_or_default()
}

/// A digest in groups that two people can read to each other.
#[must_use]
pub fn spoken(digest: Digest) -> String {
    let hex = digest.hex();
    let (mut text, mut n_written) = (String::new(), 0_usize);
    for char in hex.chars() {
        if n_written > 0 && n_written.is_multiple_of(32) {
            text.push_str("\n            ");
        } else if n_written > 0 && n_written.is_multiple_of(4) {
            text.push(' ');
        }
        text.push(char);
        n_written = n_written.saturating_add(1);
    }
    text
}

/// The control sheet of a volume, to be printed: who gives it to whom, and what it must be when it arrives.
#[must_use]
pub fn control(index: &Index, digest: Digest, file_name: &str, file_bytes: u64) -> String {
    let Counts { receipts, deliveries, chunks } = Counts::of(index);
    let line = "_".repeat(56);
    let signed = |who: &str| {
        format!("{who}\n  name      {line}\n  at        {line}\n  signature {line}\n\n")
    };
    let mut text = format!(
        "CONTROL SHEET OF A BUNDLE\n\n\
         from        {}\n\
         to          {}\n\
         bundle      {}\n\
         volume      {} of {}\n\
         made        {}\n\
         file        {file_name}\n\
         bytes       {file_bytes}\n\
         holds       {deliveries} deliveries, {receipts} receipts, {chunks} chunks\n\
         digest      {}\n\n\
         `comity bundle inspect` must say the same digest before the file is read.\n\n\
         medium, and number of its seal\n  {line}\n\n",
        index.from,
        index.to,
        index.id,
        index.part,
        index.parts,
        made(index),
        spoken(digest),
    );
    for who in ["given by", "carried by", "taken by"] {
        text.push_str(&signed(who));
    }
    text
}

/// The control sheet as a file for any browser and printer: the same text, and its digest as a QR code (ISO/IEC 18004) for whoever
/// compares with a telephone. Nothing in it is fetched from anywhere.
#[must_use]
pub fn page(index: &Index, digest: Digest, file_name: &str, file_bytes: u64) -> String {
    let mut text = String::new();
    for sign in control(index, digest, file_name, file_bytes).chars() {
        match sign {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            other => text.push(other),
        }
    }
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Control sheet of a bundle</title>\n\
         <style>body{{margin:2em;color:#000;background:#fff}}pre{{font:11pt monospace}}svg{{width:4cm;height:4cm}}</style>\n\
         <pre>\n{text}</pre>\n"
    );
    let code = code(&spoken_to_a_machine(index, digest, file_bytes));
    if let Some(picture) = code.as_ref().and_then(picture) {
        page.push_str("<figure role=\"img\" aria-label=\"the digest as a QR code\">");
        page.push_str(&picture);
        page.push_str("</figure>\n");
    }
    page.push_str("</html>\n");
    page
}

/// What the code says: which volume, its SHA-256, its length.
fn spoken_to_a_machine(index: &Index, digest: Digest, file_bytes: u64) -> String {
    let Index { id, part, parts, .. } = index;
    format!("comity bundle {id} {part}/{parts}\nsha256 {}\nbytes {file_bytes}\n", digest.hex())
}

/// The code. A quarter of it may be dirt: media travel.
fn code(text: &str) -> Option<QrCode> {
    QrCode::with_error_correction_level(text, EcLevel::Q).ok()
}

/// Its picture. Inside a page that has no heading of its own.
fn picture(code: &QrCode) -> Option<String> {
    let picture = code.render::<svg::Color<'_>>().min_dimensions(200, 200).build();
    picture.find("<svg").and_then(|from| picture.get(from..)).map(str::to_owned)
}

#[cfg(test)]
mod tests;
