//! The evidence a sandbox brings when nobody names files: a mailbox, a packet capture and a 64 MiB log.
//!
//! The same bytes on every machine, from one fixed seed, so that a digest in a bug report means something. Made
//! for an order on traffic data: the mailbox holds headers only and the capture stops behind the TCP header.
//! Addresses are from the documentation ranges (RFC 5737), domains from RFC 2606. Not a corpus of real traffic.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

#[cfg(test)]
mod tests;

/// The seed of everything below.
const SEED: u64 = 0x00c0_ffee_2023_1543;

/// Messages in the mailbox.
const MESSAGES: u64 = 600;

/// Packets in the capture: 20,000 × 70 B = 1.4 MB.
const PACKETS: u64 = 20_000;

/// The log's length: 64 MiB, several parts of 16 MiB and enough to see constant memory.
pub(crate) const LOG_BYTES: u64 = 64 << 20;

/// Buffer of a writer: large enough that system calls do not matter.
const BUFFER_BYTES: usize = 1 << 20;

/// A day in milliseconds.
const DAY_MS: u64 = 86_400_000;

/// One generated file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sample {
    /// File name.
    pub(crate) name: &'static str,
    write: fn(&mut dyn Write) -> io::Result<()>,
}

/// The default evidence, in the order in which it is ingested.
pub(crate) const SAMPLES: [Sample; 3] = [
    Sample { name: "mailbox.mbox", write: mailbox },
    Sample { name: "capture.pcap", write: capture },
    Sample { name: "access.log", write: |out| log(out, LOG_BYTES) },
];

/// The samples of a megabyte, for a journey that is not about volume.
pub(crate) const SMALL: [Sample; 2] = [
    Sample { name: "mailbox.mbox", write: mailbox },
    Sample { name: "capture.pcap", write: capture },
];

/// Makes sure that every one of `samples` stands in `folder` and returns the paths; what is there already is kept.
pub(crate) fn prepare(folder: &Path, samples: &[Sample]) -> io::Result<Vec<PathBuf>> {
    fs::create_dir_all(folder)?;
    samples.iter().map(|sample| prepare_one(folder, sample)).collect()
}

/// A finished file has its final name; a half-written one only ever has the temporary one.
fn prepare_one(folder: &Path, sample: &Sample) -> io::Result<PathBuf> {
    let path = folder.join(sample.name);
    if !path.exists() {
        let partial = folder.join(format!("{}.part", sample.name));
        let mut out = BufWriter::with_capacity(BUFFER_BYTES, File::create(&partial)?);
        (sample.write)(&mut out)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(&partial, &path)?;
    }
    Ok(path)
}

/// The media type of a file by its name; what is not known is bytes.
pub(crate) fn media_type(path: &Path) -> &'static str {
    let extension = path.extension().and_then(|text| text.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "csv" => "text/csv",
        "eml" => "message/rfc822",
        "json" => "application/json",
        "log" | "txt" => "text/plain",
        "mbox" => "application/mbox",
        "pcap" => "application/vnd.tcpdump.pcap",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

/// `SplitMix64` (Steele, Lea, Flood 2014): one addition and three mixes per number. Repeatable and fast; it hides
/// nothing and no key or salt may come from it.
#[derive(Debug)]
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, which is never zero. The bias of the remainder does not matter here.
    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    fn byte(&mut self) -> u8 {
        self.next().to_be_bytes()[0]
    }
}

/// `value` in decimal with leading zeros; digits that do not fit are cut on the left.
fn push_digits(line: &mut Vec<u8>, value: u64, width: u32) {
    for place in (0..width).rev() {
        let digit = value / 10_u64.saturating_pow(place) % 10;
        line.push(b'0' + u8::try_from(digit).unwrap_or_default());
    }
}

/// The time of day of `at_ms` as `HH:MM:SS`.
fn push_time(line: &mut Vec<u8>, at_ms: u64) {
    let seconds = at_ms % DAY_MS / 1000;
    push_digits(line, seconds / 3600, 2);
    line.push(b':');
    push_digits(line, seconds / 60 % 60, 2);
    line.push(b':');
    push_digits(line, seconds % 60, 2);
}

/// The day of June 2026 that `at_ms`, counted from its beginning, falls on; stays inside the month.
fn day(at_ms: u64) -> u64 {
    at_ms / DAY_MS % 30 + 1
}

/// An mbox (RFC 4155) of messages without bodies: content was not ordered.
fn mailbox(out: &mut dyn Write) -> io::Result<()> {
    const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]; // 2026-06-01 is a Monday
    let mut numbers = Numbers(SEED);
    for n in 0..MESSAGES {
        let at_ms = n * 4_200_000 + numbers.below(4_000_000);
        let weekday = WEEKDAYS.iter().cycle().nth(usize_of(day(at_ms) - 1)).unwrap_or(&"Mon");
        let (buyer, offer, host) = (numbers.below(9000), numbers.below(500), numbers.below(254));
        let mut time = Vec::with_capacity(8);
        push_time(&mut time, at_ms);
        let time = String::from_utf8_lossy(&time);
        let day = day(at_ms);
        write!(
            out,
            "From seller@market.example {weekday} Jun {day:>2} {time} 2026\n\
             Return-Path: <seller@market.example>\n\
             Received: from mx{host}.mail.example (mx{host}.mail.example [192.0.2.{host}])\n\
             \tby store.provider.example with ESMTPS id {:016x};\n\
             \t{weekday}, {day:02} Jun 2026 {time} +0000\n\
             Date: {weekday}, {day:02} Jun 2026 {time} +0000\n\
             From: seller@market.example\n\
             To: buyer-{buyer:04}@mail.example\n\
             Message-ID: <{:016x}@market.example>\n\
             X-Offer: {offer:03}\n\
             X-Body: withheld, not traffic data\n\n\n",
            numbers.next(),
            numbers.next(),
        )?;
    }
    out.flush()
}

/// A pcap of version 2.4, Ethernet, microseconds, little-endian, cut behind the TCP header.
fn capture(out: &mut dyn Write) -> io::Result<()> {
    const HEADERS: u32 = 14 + 20 + 20; // Ethernet, IPv4 and TCP without options
    const START: u32 = 1_780_272_000; // 2026-06-01T00:00:00Z
    out.write_all(&0xa1b2_c3d4_u32.to_le_bytes())?;
    out.write_all(&2_u16.to_le_bytes())?;
    out.write_all(&4_u16.to_le_bytes())?;
    for field in [0, 0, HEADERS, 1] {
        out.write_all(&u32::to_le_bytes(field))?; // zone, accuracy, snap length, link type Ethernet
    }
    let mut numbers = Numbers(SEED ^ 1);
    for n in 0..PACKETS {
        let seconds = START.saturating_add(u32::try_from(n / 8).unwrap_or_default());
        let micros = u32::try_from(n % 8 * 125_000 + numbers.below(125_000)).unwrap_or_default();
        let payload = u16::try_from(numbers.below(1400)).unwrap_or_default();
        for field in [seconds, micros, HEADERS, HEADERS + u32::from(payload)] {
            out.write_all(&field.to_le_bytes())?;
        }
        out.write_all(&packet(&mut numbers, payload))?;
    }
    out.flush()
}

/// The 54 header bytes of one packet whose `payload` bytes are zero and cut off; both checksums are right.
fn packet(numbers: &mut Numbers, payload: u16) -> Vec<u8> {
    let source = [198, 51, 100, numbers.byte()];
    let target = [203, 0, 113, 7];
    let mut ip = vec![0x45, 0];
    ip.extend((40 + payload).to_be_bytes());
    ip.extend([numbers.byte(), numbers.byte(), 0x40, 0, 64, 6]);
    let mut tcp = vec![0xc0 | numbers.byte() & 0x3f, numbers.byte(), 0x01, 0xbb];
    tcp.extend(numbers.next().to_be_bytes()); // sequence and acknowledgement
    tcp.extend([0x50, 0x18, 0xff, 0xff]);

    let ip_sum = checksum(&[&ip, &source, &target]);
    let segment = (20 + payload).to_be_bytes();
    let tcp_sum = checksum(&[&source, &target, &[0, 6], &segment, &tcp]);

    let mut bytes = vec![2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0]; // locally administered addresses, IPv4
    bytes.extend(ip);
    bytes.extend(ip_sum.to_be_bytes());
    bytes.extend(source);
    bytes.extend(target);
    bytes.extend(tcp);
    bytes.extend(tcp_sum.to_be_bytes());
    bytes.extend([0, 0]); // urgent pointer
    bytes
}

/// The Internet checksum (RFC 1071) of parts of even length.
fn checksum(parts: &[&[u8]]) -> u16 {
    let mut sum: u32 = 0;
    for pair in parts.iter().flat_map(|part| part.chunks(2)) {
        let word = pair.iter().fold(0, |word, byte| word << 8 | u32::from(*byte));
        sum += word;
    }
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    !u16::try_from(sum).unwrap_or_default()
}

/// An access log of exactly `length` bytes; the last line is shortened to fit.
fn log(out: &mut dyn Write, length: u64) -> io::Result<()> {
    const ACTIONS: [&[u8]; 4] =
        [b"GET /offers/", b"POST /orders/", b"GET /sellers/", b"POST /login/"];
    let mut numbers = Numbers(SEED ^ 2);
    let mut line = Vec::with_capacity(160);
    let (mut left, mut at_ms) = (length, 0);
    while left > 0 {
        let random = numbers.next();
        at_ms += random % 6000;
        line.clear();
        line.extend(b"2026-06-");
        push_digits(&mut line, day(at_ms), 2);
        line.push(b'T');
        push_time(&mut line, at_ms);
        line.push(b'.');
        push_digits(&mut line, at_ms % 1000, 3);
        line.extend(b"Z 198.51.100.");
        push_digits(&mut line, random >> 16 & 0x7f, 3);
        line.push(b':');
        push_digits(&mut line, 49_152 + (random >> 24 & 0x3fff), 5);
        line.extend(b" > 203.0.113.7:443 \"");
        let action = ACTIONS.get(usize_of(random >> 40 & 3)).unwrap_or(&ACTIONS[0]);
        line.extend(*action);
        push_digits(&mut line, random >> 42 & 0xffff, 6);
        line.extend(b" HTTP/1.1\" 200 ");
        push_digits(&mut line, random >> 48, 6);
        line.extend(b" session=");
        push_digits(&mut line, numbers.next() >> 8, 16);
        line.push(b'\n');
        if let Ok(room) = usize::try_from(left)
            && room < line.len()
        {
            line.truncate(room.saturating_sub(1));
            line.push(b'\n');
        }
        out.write_all(&line)?;
        left = left.saturating_sub(u64::try_from(line.len()).unwrap_or(left));
    }
    out.flush()
}

/// For numbers that are small by construction.
fn usize_of(value: u64) -> usize {
    usize::try_from(value).unwrap_or_default()
}
