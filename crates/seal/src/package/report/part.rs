//! The section of a copy with fewer exhibits: of what whole it is a part, what is kept back, on which ground.

use super::{Contents, Page, view};
use crate::package::parts::Is;

/// What a copy says of itself; nothing in a whole.
pub(super) fn part_of(page: &mut Page, contents: &Contents<'_>) {
    let Some(part) = &contents.part_of else { return };
    let whole = &part.whole.opening;
    let withheld: Vec<_> = part
        .parts
        .lines()
        .iter()
        .filter_map(|line| match &line.is {
            Is::Absent { .. } | Is::Held { .. } => None,
            Is::Withheld { ground, .. } => {
                let words = ground_words(&ground.code).to_owned();
                Some([line.no.clone(), words, ground.cite.clone()])
            }
        })
        .collect();
    let n_held = contents.exhibits.len();
    page.element("h2", "A part of a whole");
    page.paragraph(&format!(
        "This is a copy for {}. It holds {n_held} of the {} exhibits of package {}, which was sealed on {} as entry {} of {}.",
        part.forum,
        n_held.saturating_add(withheld.len()),
        view::text(whole, "package_id").unwrap_or_default(),
        view::at(whole).unwrap_or_default(),
        whole.index(),
        whole.origin(),
    ));
    page.paragraph(
        "Each exhibit of the whole is either in this copy or in the table below; the check proves it. If an exhibit is handed \
         out later, its seal shows that it is the one that was kept back. Letters that passed several exhibits name them \
         all, those that are kept back too.",
    );
    if withheld.is_empty() {
        page.paragraph("Nothing is kept back.");
    } else {
        page.table(
            "Kept back from this copy",
            &["Exhibit", "Ground", "Where the law allows it"],
            withheld,
        );
    }
}

/// A ground in words; one that this version does not know stands as its code.
pub(crate) fn ground_words(code: &str) -> &str {
    match code {
        "national-security" => "handing it over would seriously harm national security",
        "ongoing-investigation" => "handing it over would prejudice an ongoing investigation",
        "out-of-scope" => "it is not needed for what this copy is for",
        "public-interest" => {
            "keeping it back is strictly necessary for an important public interest"
        }
        "threat-to-person" => {
            "handing it over may seriously threaten the life or the fundamental rights of another person"
        }
        other => other,
    }
}
