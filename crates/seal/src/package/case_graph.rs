//! `bag/data/custody/case.jsonld`: the custody of the exhibits as a CASE/UCO graph (case-1.4.0 and case-1.5.0).
//!
//! A fixed-context template, not an RDF library: the same contents give the same bytes. Only offices and member names
//! enter it, never persons. Nothing here is checked by the verifier beyond its digest; the openings are the record.

use std::collections::BTreeMap;

use super::build::{Contents, Exhibit, Leaf};
use super::uuid5::Uuid5;
use super::view;
use crate::json::Json;
use crate::opening::Opening;

/// Prefixes of the graph; all terms below are written with them.
const CONTEXT: [(&str, &str); 9] = [
    ("act", "https://ontology.unifiedcyberontology.org/uco/action/"),
    ("core", "https://ontology.unifiedcyberontology.org/uco/core/"),
    ("id", "https://ontology.unifiedcyberontology.org/uco/identity/"),
    ("inv", "https://ontology.caseontology.org/case/investigation/"),
    ("loc", "https://ontology.unifiedcyberontology.org/uco/location/"),
    ("obs", "https://ontology.unifiedcyberontology.org/uco/observable/"),
    ("tool", "https://ontology.unifiedcyberontology.org/uco/tool/"),
    ("typ", "https://ontology.unifiedcyberontology.org/uco/types/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Status words the ontology knows.
const STATUSES: [&str; 7] =
    ["Complete/Finish", "Error", "Fail", "Ongoing", "Pending", "Success", "Unknown"];

/// The bytes of the graph.
pub(super) fn render(contents: &Contents<'_>) -> Vec<u8> {
    let package = format!("urn:comity:{}:package:{}", contents.node, contents.package_id);
    let mut graph = Graph { package, nodes: BTreeMap::new() };
    let mut objects = Vec::new();
    let known = records(contents);
    for exhibit in &contents.exhibits {
        graph.exhibit(exhibit, &known, &mut objects);
    }
    let authorization = graph.id("authorization", &contents.case.measure_no);
    graph.put(
        &authorization,
        "inv:Authorization",
        [
            ("inv:authorizationType", contents.case.measure_kind.as_str().into()),
            ("inv:authorizationIdentifier", list([contents.case.measure_no.as_str().into()])),
            ("core:startTime", typed("xsd:dateTime", &contents.case.issued_at)),
        ],
    );
    let investigation = graph.id("investigation", &contents.case.docket_no);
    graph.put(
        &investigation,
        "inv:Investigation",
        [
            ("core:name", contents.case.docket_no.as_str().into()),
            ("inv:investigationForm", "case".into()),
            ("core:description", left_out(contents)),
            ("inv:relevantAuthorization", reference(&authorization)),
            ("core:object", list(objects.iter().map(|id| reference(id)))),
        ],
    );
    let mut context: BTreeMap<String, Json> =
        CONTEXT.into_iter().map(|(prefix, url)| (prefix.to_owned(), url.into())).collect();
    context.insert("kb".to_owned(), format!("https://{}/kb/", contents.node).into());
    let nodes: Vec<Json> = graph.nodes.into_values().collect();
    let document = Json::object([("@context", Json::Object(context)), ("@graph", nodes.into())]);
    [document.to_bytes(), b"\n".to_vec()].concat()
}

/// The stream of the exporter's record of each exhibit, by the exhibit's id: what was made from it names that id.
fn records<'a>(contents: &'a Contents<'_>) -> BTreeMap<&'a str, &'a str> {
    let ours = |leaf: &&Leaf| view::node(&leaf.opening) == contents.node;
    let mut known = BTreeMap::new();
    for exhibit in &contents.exhibits {
        for leaf in exhibit.custody.iter().filter(ours) {
            let id = view::text(&leaf.opening, "exhibit");
            known.extend(id.zip(view::text(&leaf.opening, "stream")));
        }
    }
    known
}

/// What an exhibit was made from, by the words of its first entry: `from EXHIBIT EXHIBIT…`.
fn parents(event: &Opening) -> Vec<&str> {
    let what = view::inner(event, "change", "what").unwrap_or_default();
    what.strip_prefix("from ").map_or_else(Vec::new, |ids| ids.split(' ').collect())
}

/// One sentence for each exhibit of the case that is not in here; null where there is none.
fn left_out(contents: &Contents<'_>) -> Json {
    if contents.left_out.is_empty() {
        return Json::Null;
    }
    let sentences = contents.left_out.iter().map(|out| {
        Json::from(
            format!("Exhibit {} is not in this package: {}", out.exhibit_no, out.why.words())
                .as_str(),
        )
    });
    list(sentences)
}

struct Graph {
    package: String,
    nodes: BTreeMap<String, Json>,
}

impl Graph {
    /// An id that is a function of the package, a class and a name.
    fn id(&self, class: &str, name: &str) -> String {
        format!("kb:{class}-{}", Uuid5::of(&format!("{}#{class}:{name}", self.package)))
    }

    fn put<const N: usize>(&mut self, id: &str, class: &str, properties: [(&str, Json); N]) {
        let head = [("@id", Json::from(id)), ("@type", Json::from(class))];
        let properties = properties.into_iter().filter(|(_, value)| !value.is_null());
        self.nodes.insert(id.to_owned(), Json::object(head.into_iter().chain(properties)));
    }

    fn exhibit(
        &mut self,
        exhibit: &Exhibit<'_>,
        known: &BTreeMap<&str, &str>,
        objects: &mut Vec<String>,
    ) {
        let events: Vec<&Opening> = exhibit.custody.iter().map(|leaf| &leaf.opening).collect();
        let file = self.file(exhibit, &events);
        // One provenance record per party that held the exhibit, each derived from the one before.
        let mut records: Vec<(String, String)> = Vec::new();
        let origins = events.first().map_or_else(Vec::new, |first| {
            parents(first).into_iter().map(|id| self.origin(id, known, objects)).collect()
        });
        let mut last_action: Option<String> = None;
        for event in events {
            let stream = view::text(event, "stream").unwrap_or_default().to_owned();
            let here = records.iter().find(|(of, _)| *of == stream).map(|(_, id)| id.clone());
            let is_first = records.is_empty();
            let record = here.clone().unwrap_or_else(|| self.id("provenance", &stream));
            let before: Vec<String> = match records.last() {
                Some((_, id)) => vec![id.clone()],
                None => origins.clone(),
            };
            if here.is_none() {
                self.record(&record, event, exhibit, &before, &file);
                records.push((stream, record.clone()));
                objects.push(record.clone());
            }
            let name = format!("{}/{}", event.origin(), event.index());
            let action = self.id("action", &name);
            let held = if here.is_some() { vec![record.clone()] } else { before };
            let result = if is_first {
                vec![reference(&file), reference(&record)]
            } else {
                vec![reference(&record)]
            };
            self.action(&action, event, last_action.as_deref(), &held, result);
            objects.push(action.clone());
            last_action = Some(action);
        }
    }

    /// The provenance record of an exhibit that another one was made from. One that is not in here is named by its id
    /// alone: neither its number nor its file is shown.
    fn origin(
        &mut self,
        exhibit: &str,
        known: &BTreeMap<&str, &str>,
        objects: &mut Vec<String>,
    ) -> String {
        if let Some(stream) = known.get(exhibit) {
            return self.id("provenance", stream);
        }
        let id = self.id("provenance", exhibit);
        let said = format!("Exhibit {exhibit} is not in this package");
        if !self.nodes.contains_key(&id) {
            objects.push(id.clone());
        }
        self.put(&id, "inv:ProvenanceRecord", [("core:description", list([said.as_str().into()]))]);
        id
    }

    fn record(
        &mut self,
        id: &str,
        event: &Opening,
        exhibit: &Exhibit<'_>,
        derived_from: &[String],
        file: &str,
    ) {
        let number = view::text(event, "exhibit_no").unwrap_or(&exhibit.exhibit_no);
        let root = view::text(event, "root_no").unwrap_or(number);
        self.put(
            id,
            "inv:ProvenanceRecord",
            [
                ("inv:exhibitNumber", number.into()),
                ("inv:rootExhibitNumber", list([root.into()])),
                ("inv:wasDerivedFrom", one_or_more(derived_from)),
                ("core:object", reference(file)),
            ],
        );
    }

    fn action(
        &mut self,
        id: &str,
        event: &Opening,
        informed_by: Option<&str>,
        object: &[String],
        result: Vec<Json>,
    ) {
        let status =
            view::text(event, "status").filter(|s| STATUSES.contains(s)).unwrap_or("Unknown");
        let start = view::at(event).unwrap_or_default();
        let end = view::text(event, "until").unwrap_or(start);
        let performer = self.organization(view::node(event));
        let participant = view::inner(event, "counterparty", "node")
            .map(str::to_owned)
            .map(|node| self.organization(&node));
        let instrument = self.tool(event);
        let place = self.location(event);
        self.put(
            id,
            "inv:InvestigativeAction",
            [
                ("core:name", view::text(event, "type").unwrap_or("unknown").into()),
                ("core:description", described(event)),
                ("act:actionStatus", status.into()),
                ("act:startTime", typed("xsd:dateTime", start)),
                ("act:endTime", typed("xsd:dateTime", end)),
                ("act:performer", reference(&performer)),
                ("act:participant", participant.map_or(Json::Null, |id| list([reference(&id)]))),
                ("act:location", place.map_or(Json::Null, |id| list([reference(&id)]))),
                ("act:instrument", instrument.map_or(Json::Null, |id| list([reference(&id)]))),
                ("act:object", references(object)),
                ("act:result", result.into()),
                ("inv:wasInformedBy", informed_by.map_or(Json::Null, reference)),
            ],
        );
    }

    fn organization(&mut self, node: &str) -> String {
        let id = self.id("organization", node);
        self.put(&id, "id:Organization", [("core:name", node.into())]);
        id
    }

    /// Where it happened: the installation, and the place as far as anybody said.
    fn location(&mut self, event: &Opening) -> Option<String> {
        let node = view::inner(event, "location", "node")?.to_owned();
        let name = match view::inner(event, "location", "place") {
            Some(place) => format!("{node}, {place}"),
            None => node,
        };
        let id = self.id("location", &name);
        self.put(&id, "loc:Location", [("core:name", name.as_str().into())]);
        Some(id)
    }

    fn tool(&mut self, event: &Opening) -> Option<String> {
        let (name, version) = (
            view::inner(event, "tool", "name")?.to_owned(),
            view::inner(event, "tool", "version")?.to_owned(),
        );
        let id = self.id("tool", &format!("{name} {version}"));
        self.put(
            &id,
            "tool:Tool",
            [("core:name", name.as_str().into()), ("tool:version", version.as_str().into())],
        );
        Some(id)
    }

    fn file(&mut self, exhibit: &Exhibit<'_>, events: &[&Opening]) -> String {
        let id = self.id("file", &exhibit.exhibit_no);
        let part = |class: &str| self.id(class, &exhibit.exhibit_no);
        let measured = &exhibit.content.measured;
        let name = events.iter().find_map(|event| view::inner(event, "source", "original_name"));
        let media_type = events.iter().find_map(|event| view::inner(event, "data", "media_type"));
        let hash = |class: &str, method: &str, value: String| {
            Json::object([
                ("@id", Json::from(part(class))),
                ("@type", "typ:Hash".into()),
                ("typ:hashMethod", method.into()),
                ("typ:hashValue", typed("xsd:hexBinary", &value)),
            ])
        };
        let hashes = list([
            hash("sha256", "SHA256", measured.sha256.hex()),
            hash("sha512", "SHA512", measured.sha512_hex()),
        ]);
        let mut file_facet = BTreeMap::from([
            ("@id".to_owned(), Json::from(part("file-facet"))),
            ("@type".to_owned(), "obs:FileFacet".into()),
            ("obs:sizeInBytes".to_owned(), typed("xsd:integer", &measured.len.to_string())),
        ]);
        if let Some(name) = name {
            file_facet.insert("obs:fileName".to_owned(), name.into());
        }
        let mut content_facet = BTreeMap::from([
            ("@id".to_owned(), Json::from(part("content-facet"))),
            ("@type".to_owned(), "obs:ContentDataFacet".into()),
            ("obs:hash".to_owned(), hashes),
        ]);
        if let Some(media_type) = media_type {
            content_facet.insert("obs:mimeType".to_owned(), media_type.into());
        }
        let facets = list([Json::Object(file_facet), Json::Object(content_facet)]);
        self.put(&id, "obs:File", [("core:hasFacet", facets)]);
        id
    }
}

/// What ISO/IEC 27037 asks for and the ontology has no property for, a sentence each; null where nothing is said.
fn described(event: &Opening) -> Json {
    let said = [
        view::text(event, "purpose").map(|purpose| format!("Purpose: {purpose}")),
        view::inner(event, "seal", "condition")
            .map(|found| format!("Condition of the seal: {found}")),
        view::inner(event, "change", "what").map(|what| format!("Change or order: {what}")),
        view::inner(event, "change", "why").map(|why| format!("Justification: {why}")),
    ];
    let said: Vec<Json> = said.into_iter().flatten().map(Json::from).collect();
    if said.is_empty() { Json::Null } else { said.into() }
}

/// References to these; null where there is none.
fn references(ids: &[String]) -> Json {
    if ids.is_empty() { Json::Null } else { list(ids.iter().map(|id| reference(id))) }
}

/// The same, but one alone stands without a list.
fn one_or_more(ids: &[String]) -> Json {
    match ids {
        [one] => reference(one),
        ids => references(ids),
    }
}

fn list(items: impl IntoIterator<Item = Json>) -> Json {
    Json::List(items.into_iter().collect())
}

fn reference(id: &str) -> Json {
    Json::object([("@id", id)].map(|(key, id)| (key, Json::from(id))))
}

fn typed(class: &str, value: &str) -> Json {
    Json::object([("@type", Json::from(class)), ("@value", Json::from(value))])
}
