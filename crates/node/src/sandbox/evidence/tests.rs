//! The samples are the same bytes everywhere and are what their names say.

use seal::digest::Digest;

use super::*;

fn bytes_of(write: impl Fn(&mut dyn Write) -> io::Result<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    bytes
}

#[test]
fn the_samples_are_the_same_bytes_on_every_machine() {
    let check = |bytes: &[u8], expected| assert_eq!(Digest::of(bytes).hex(), expected);
    check(&bytes_of(mailbox), "b400b056e29641737d262e2ae10f5e0ed00bb5aa685df7bb824df65b3ce03bcf");
    check(&bytes_of(capture), "05ae14c963ddb9f0b6dd22a1cdb4093055b97c12d9c73b306e7cd863849eee9b");
    check(
        &bytes_of(|out| log(out, 1 << 20)),
        "8e2d2caca0fdedc37563079c5e54926be610d4eab5859708830da77fc8949082",
    );
}

#[test]
fn the_log_has_exactly_the_length_that_was_asked_for() {
    for length in [1, 2, 117, 118, 119, 65_536] {
        let bytes = bytes_of(|out| log(out, length));
        assert_eq!(bytes.len() as u64, length);
        assert_eq!(bytes.last(), Some(&b'\n'));
    }
}

#[test]
fn the_mailbox_is_an_mbox_of_headers_without_bodies() {
    let text = String::from_utf8(bytes_of(mailbox)).unwrap();
    let messages: Vec<_> = text.split("\n\n\n").filter(|message| !message.is_empty()).collect();
    assert_eq!(messages.len() as u64, MESSAGES);
    for message in messages {
        assert!(message.starts_with("From seller@market.example "), "{message}");
        assert!(!message.contains("\n\n"), "a body: {message}");
    }
}

#[test]
fn every_packet_of_the_capture_has_right_lengths_and_checksums() {
    let bytes = bytes_of(capture);
    assert_eq!(bytes[..8], [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0]);
    let packets = bytes[24..].chunks(16 + 54);
    assert_eq!(packets.len() as u64, PACKETS);
    for packet in packets {
        let (record, headers) = packet.split_at(16);
        assert_eq!(record[8..12], 54_u32.to_le_bytes());
        let (ip, tcp) = (&headers[14..34], &headers[34..]);
        let total = u16::from_be_bytes([ip[2], ip[3]]);
        assert_eq!(record[12..16], (u32::from(total) + 14).to_le_bytes());
        assert_eq!(checksum(&[ip]), 0);
        assert_eq!(checksum(&[&ip[12..], &[0, 6], &(total - 20).to_be_bytes(), tcp]), 0);
    }
}

#[test]
fn a_finished_sample_is_used_again_and_a_half_written_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let sample = Sample { name: "a.log", write: |out| log(out, 1000) };
    fs::write(folder.path().join("a.log.part"), b"half").unwrap();
    let path = prepare_one(folder.path(), &sample).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().len(), 1000);
    fs::write(&path, b"touched").unwrap();
    prepare_one(folder.path(), &sample).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"touched");
    assert!(!folder.path().join("a.log.part").exists());
}

#[test]
fn a_media_type_follows_from_the_name_alone() {
    let check = |name: &str, expected| assert_eq!(media_type(Path::new(name)), expected);
    check("mailbox.mbox", "application/mbox");
    check("A.LOG", "text/plain");
    check("disk.img", "application/octet-stream");
    check("no-extension", "application/octet-stream");
}
