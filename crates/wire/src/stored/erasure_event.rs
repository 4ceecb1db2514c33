//! Events of an erasure. Its certificate has a schema of its own (`comity/erasure/1`), because strangers read that leaf.

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::{MemberId, NodeId, Office};
use domain::erasure::{
    Certificate, Certified, Event, Officer, Ordered, Recipients, Replica, Request, Trigger, Why,
};
use domain::exhibit::ExhibitNo;
use domain::ids::{CaseId, ErasureId, ExhibitId, PackageId};
use jiff::Timestamp;
use jiff::civil::Date;
use seal::digest::{hex_decode, hex_encode};
use seal::json::Json;

use super::part;
use crate::read::{Read, bad, get, number, parsed, string, text, uint};

/// What stays: the exhibits' records, and this leaf.
const REMAINS: [&str; 2] = ["custody-record", "certificate"];
/// What no certificate of this node can show.
const NOT_PROVED: [&str; 3] = ["copies-elsewhere", "memory-of-persons", "copies-of-recipients"];

/// The own fields of the certificate's leaf, in the order of the schema.
pub(super) fn certificate(certified: &Certified) -> Vec<(&'static str, Json)> {
    let Certified { ordered, certificate, at: _ } = certified;
    let Ordered { proposed, countersigner, at: ordered_at } = ordered;
    let Request { erasure, case, exhibits, trigger, why } = &proposed.request;
    let signed = |officer: &Officer, at: Timestamp| {
        Json::object([("at", part::at(at)), ("by", officer_json(officer))])
    };
    let replica = |replica: &Replica| {
        let Replica { node, at, n_opened, signature } = replica;
        let said = [
            ("at", part::at(*at)),
            ("node", string(node.to_string())),
            ("opened", number(*n_opened)),
        ];
        let signed = signature.map(|signature| ("signature", string(hex_encode(&signature))));
        Json::object(said.into_iter().chain(signed))
    };
    let place = |(name, n_objects): (&String, &u64)| {
        Json::object([("name", string(name.clone())), ("objects", number(*n_objects))])
    };
    let places = (!certificate.places.is_empty())
        .then(|| ("places", Json::List(certificate.places.iter().map(place).collect())));
    let stores = [("objects", number(certificate.n_objects))].into_iter().chain(places);
    let keys = certificate.keys.iter().map(|key| string(hex_encode(key)));
    let packages = certificate.packages.iter().map(|package| string(package.to_string()));
    let words = |words: &[&str]| Json::List(words.iter().map(|word| string(*word)).collect());
    vec![
        ("certificate", string(erasure.to_string())),
        (
            "scope",
            Json::object([
                ("case", string(case.to_string())),
                ("exhibits", exhibits_json(exhibits)),
            ]),
        ),
        ("keys", Json::List(keys.collect())),
        ("trigger", Json::object([("what", string(trigger.id())), ("why", string(why.as_str()))])),
        ("author", signed(&proposed.author, proposed.at)),
        ("countersigner", signed(countersigner, *ordered_at)),
        // A hold that lasts stops the order, so none lasted when it was given.
        ("holds", Json::object([("checked_at", part::at(*ordered_at)), ("n", number(0))])),
        ("replicas", part::each(&certificate.replicas, replica)),
        ("stores", Json::object(stores)),
        ("derivatives", Json::object([("packages", Json::List(packages.collect()))])),
        ("recipients", recipients_json(&certificate.recipients)),
        ("final_on", string(certificate.final_on.to_string())),
        ("remains", words(&REMAINS)),
        ("not_proved", words(&NOT_PROVED)),
    ]
}

/// What an installation signs when its keys are destroyed: `comity-keys-gone/v1`, a line feed, and one JSON object with
/// sorted names, so that whoever reads the certificate can make the same bytes from its fields.
#[must_use]
pub fn keys_gone(
    erasure: ErasureId,
    keys: &BTreeSet<[u8; 16]>,
    replica: &Replica,
    final_on: Date,
) -> Vec<u8> {
    let keys = keys.iter().map(|key| string(hex_encode(key)));
    let said = Json::object([
        ("at", part::at(replica.at)),
        ("certificate", string(erasure.to_string())),
        ("final_on", string(final_on.to_string())),
        ("keys", Json::List(keys.collect())),
        ("node", string(replica.node.to_string())),
        ("opened", number(replica.n_opened)),
    ]);
    [b"comity-keys-gone/v1\n".as_slice(), &said.to_bytes()].concat()
}

/// The `data` of every other event; the certificate's own stands in its leaf.
pub(super) fn write(event: &Event) -> Json {
    match event {
        Event::Approved { at: _, by } => Json::object([("by", officer_json(by))]),
        // The node records the certificate as its leaf, with what was ordered beside it.
        Event::Certified { at: _, certificate: _ } => Json::object::<String>([]),
        Event::Proposed { at: _, by, request } => {
            let Request { erasure, case, exhibits, trigger, why } = request;
            Json::object([
                ("by", officer_json(by)),
                ("case", string(case.to_string())),
                ("erasure", string(erasure.to_string())),
                ("exhibits", exhibits_json(exhibits)),
                ("trigger", string(trigger.id())),
                ("why", string(why.as_str())),
            ])
        }
        Event::Rejected { at: _, by, why } => {
            Json::object([("by", string(by.to_string())), ("why", string(why.as_str()))])
        }
    }
}

pub(super) fn read(kind: &str, at: Timestamp, fields: &Json) -> Read<Event> {
    let data = || get(fields, "data");
    match kind {
        "approved" => Ok(Event::Approved { at, by: officer(get(data()?, "by")?)? }),
        "certified" => Ok(Event::Certified { at, certificate: read_certificate(fields)? }),
        "proposed" => {
            let data = data()?;
            Ok(Event::Proposed {
                at,
                by: officer(get(data, "by")?)?,
                request: Request {
                    erasure: parsed(data, "erasure", |text| ErasureId::parse(text).ok())?,
                    case: parsed(data, "case", |text| CaseId::parse(text).ok())?,
                    exhibits: exhibits(data)?,
                    trigger: parsed(data, "trigger", Trigger::parse)?,
                    why: parsed(data, "why", Why::parse)?,
                },
            })
        }
        "rejected" => {
            let data = data()?;
            Ok(Event::Rejected {
                at,
                by: part::officer(data, "by")?,
                why: parsed(data, "why", Why::parse)?,
            })
        }
        _ => Err(bad("type")),
    }
}

fn read_certificate(fields: &Json) -> Read<Certificate> {
    let keys = part::many(fields, "keys", |key| {
        let key = key.text().and_then(|text| hex_decode(text).ok()?.try_into().ok());
        key.ok_or(bad("keys"))
    })?;
    let packages = part::many(get(fields, "derivatives")?, "packages", |package| {
        package.text().and_then(|text| PackageId::parse(text).ok()).ok_or(bad("packages"))
    })?;
    Ok(Certificate {
        keys: keys.into_iter().collect(),
        replicas: part::many(fields, "replicas", |replica| {
            Ok(Replica {
                node: parsed(replica, "node", |text| NodeId::parse(text).ok())?,
                at: parsed(replica, "at", crate::time::parse)?,
                n_opened: uint(replica, "opened")?,
                signature: match replica.get("signature") {
                    None => None,
                    Some(signature) => {
                        let hex = signature.text().and_then(|text| hex_decode(text).ok());
                        Some(hex.and_then(|hex| hex.try_into().ok()).ok_or(bad("signature"))?)
                    }
                },
            })
        })?,
        n_objects: uint(get(fields, "stores")?, "objects")?,
        places: match get(fields, "stores")?.get("places") {
            None => BTreeMap::new(),
            Some(_) => part::many(get(fields, "stores")?, "places", |place| {
                Ok((text(place, "name")?.to_owned(), uint(place, "objects")?))
            })?
            .into_iter()
            .collect(),
        },
        packages: packages.into_iter().collect(),
        recipients: read_recipients(get(fields, "recipients")?)?,
        final_on: parsed(fields, "final_on", |text| text.parse::<Date>().ok())?,
    })
}

fn recipients_json(recipients: &Recipients) -> Json {
    let Recipients { asked, confirmed, gave, outstanding } = recipients;
    let members = |members: &BTreeSet<MemberId>| {
        Json::List(members.iter().map(|member| string(member.to_string())).collect())
    };
    Json::object([
        ("asked", members(asked)),
        ("confirmed", members(confirmed)),
        ("gave", members(gave)),
        ("outstanding", members(outstanding)),
    ])
}

/// Certificates of before there were recalls name only who was outstanding, and counted those who gave it among them.
fn read_recipients(json: &Json) -> Read<Recipients> {
    let members = |name: &'static str| {
        let members = part::many(json, name, |member| {
            let member = member.text().and_then(|text| MemberId::parse(text).ok());
            member.ok_or(bad(name))
        });
        Ok(members?.into_iter().collect())
    };
    let outstanding = members("outstanding")?;
    if json.get("asked").is_none() {
        return Ok(Recipients { outstanding, ..Recipients::default() });
    }
    Ok(Recipients {
        asked: members("asked")?,
        confirmed: members("confirmed")?,
        gave: members("gave")?,
        outstanding,
    })
}

fn officer_json(officer: &Officer) -> Json {
    Json::object([
        ("office", string(officer.office.id())),
        ("person", string(officer.id.to_string())),
    ])
}

fn officer(json: &Json) -> Read<Officer> {
    Ok(Officer {
        id: part::officer(json, "person")?,
        office: parsed(json, "office", |text| Office::parse(text).ok())?,
    })
}

fn exhibits_json(exhibits: &BTreeMap<ExhibitId, ExhibitNo>) -> Json {
    let one = |(id, no): (&ExhibitId, &ExhibitNo)| {
        Json::object([("exhibit", string(id.to_string())), ("exhibit_no", string(no.to_string()))])
    };
    Json::List(exhibits.iter().map(one).collect())
}

fn exhibits(json: &Json) -> Read<BTreeMap<ExhibitId, ExhibitNo>> {
    let all = part::many(json, "exhibits", |one| {
        let id = text(one, "exhibit")?;
        let id = ExhibitId::parse(id).map_err(|_| bad("exhibit"))?;
        Ok((id, part::exhibit_no(one, "exhibit_no")?))
    })?;
    Ok(all.into_iter().collect())
}

#[cfg(test)]
mod tests;
