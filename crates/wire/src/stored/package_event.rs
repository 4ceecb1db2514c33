//! Events of a package. Its sealing has a schema of its own (`comity/package/1`, with a time-stamp token
//! `comity/package/2`), because a court reads that leaf.

use domain::case::Name;
use domain::ids::{CaseId, ExhibitId, PackageId};
use domain::package::{Contents, Copy, CopyReader, Event, Ground, Request};
use jiff::Timestamp;
use seal::json::Json;
use seal::package::schema::{self, Schema};

use super::{SealLeaf, part};
use crate::read::{Read, bad, get, list, number, optional, or_null, parsed, string};

#[cfg(test)]
mod tests;

pub(super) fn seal(leaf: &SealLeaf, actor: Json) -> (Schema, Vec<(&'static str, Json)>) {
    let mut own = vec![
        ("package_id", string(leaf.package.to_string())),
        ("manifest_sha256", part::hex(leaf.contents.manifest_sha256)),
        ("members", number(leaf.contents.n_members.into())),
        ("parts", part::hex(leaf.contents.parts)),
        ("forum", string(leaf.forum.clone())),
        ("actor", actor),
    ];
    let Some(token_sha256) = leaf.token_sha256 else { return (schema::PACKAGE, own) };
    own.push(("token_sha256", part::hex(token_sha256)));
    (schema::PACKAGE_STAMPED, own)
}

pub(super) fn write(event: &Event) -> Json {
    match event {
        Event::Approved { at: _, by } => Json::object([("by", string(by.to_string()))]),
        Event::Sealed { at: _, contents } => Json::object([
            ("manifest_sha256", part::hex(contents.manifest_sha256)),
            ("members", number(contents.n_members.into())),
            ("parts", part::hex(contents.parts)),
        ]),
        Event::Started { at: _, by, request, k } => {
            let exhibits = request.exhibits.iter().map(|exhibit| string(exhibit.to_string()));
            Json::object([
                ("by", string(by.to_string())),
                ("case", string(request.case.to_string())),
                ("copy", or_null(request.copy.as_ref(), copy)),
                ("exhibits", Json::List(exhibits.collect())),
                ("forum", string(request.forum.as_str())),
                ("k", number((*k).into())),
                ("package", string(request.package.to_string())),
            ])
        }
    }
}

fn copy(copy: &Copy) -> Json {
    let withheld = copy.withheld.iter().map(|(exhibit, ground)| {
        Json::object([("exhibit", string(exhibit.to_string())), ("ground", string(ground.id()))])
    });
    Json::object([
        ("of", string(copy.of.to_string())),
        ("reader", string(copy.reader.id())),
        ("withheld", Json::List(withheld.collect())),
    ])
}

fn read_copy(json: &Json) -> Read<Copy> {
    let withheld = list(json, "withheld")?.iter().map(|one| {
        let exhibit = parsed(one, "exhibit", |text| ExhibitId::parse(text).ok())?;
        Ok((exhibit, parsed(one, "ground", Ground::parse)?))
    });
    Ok(Copy {
        of: parsed(json, "of", |text| PackageId::parse(text).ok())?,
        reader: parsed(json, "reader", CopyReader::parse)?,
        withheld: withheld.collect::<Read<_>>()?,
    })
}

pub(super) fn read(kind: &str, at: Timestamp, fields: &Json) -> Read<Event> {
    match kind {
        "approved" => Ok(Event::Approved { at, by: part::officer(get(fields, "data")?, "by")? }),
        "sealed" => Ok(Event::Sealed {
            at,
            contents: Contents {
                manifest_sha256: part::read_hex(fields, "manifest_sha256")?,
                n_members: part::small(fields, "members")?,
                parts: part::read_hex(fields, "parts")?,
            },
        }),
        "started" => {
            let data = get(fields, "data")?;
            let exhibits = list(data, "exhibits")?.iter().map(|exhibit| {
                let exhibit = exhibit.text().and_then(|text| ExhibitId::parse(text).ok());
                exhibit.ok_or(bad("exhibits"))
            });
            Ok(Event::Started {
                at,
                by: part::officer(data, "by")?,
                request: Request {
                    package: parsed(data, "package", |text| PackageId::parse(text).ok())?,
                    case: parsed(data, "case", |text| CaseId::parse(text).ok())?,
                    exhibits: exhibits.collect::<Read<_>>()?,
                    forum: parsed(data, "forum", Name::parse)?,
                    copy: optional(data, "copy", read_copy)?,
                },
                k: part::small(data, "k")?,
            })
        }
        _ => Err(bad("type")),
    }
}
