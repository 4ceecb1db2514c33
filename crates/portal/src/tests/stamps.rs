//! Packages by how it stands with their time-stamp token, and with the maps in them.

use domain::reader::PackageSeen;

use super::fixture::at;
use crate::page::package::{Ends, Package, Progress, Stamp, page_package};
use crate::shell::Shell;

pub(super) fn awaited() -> (Progress<'static>, Stamp<'static>) {
    (Progress::Timestamp, Stamp::Awaited { since: at("2026-11-25T13:01:50Z") })
}

pub(super) fn late() -> (Progress<'static>, Stamp<'static>) {
    (Progress::Published, Stamp::Late { since: at("2026-11-25T09:01:50Z") })
}

pub(super) fn unchecked() -> (Progress<'static>, Stamp<'static>) {
    (Progress::Published, Stamp::Got { gen_time: "2026-11-25T13:01:50Z", is_checked: false })
}

pub(super) fn checked() -> Stamp<'static> {
    Stamp::Got { gen_time: "2026-11-25T13:01:50Z", is_checked: true }
}

/// What maps state of so many of seven exhibits.
pub(super) fn of_seven(n_stated: usize, day: Option<&str>) -> Option<Ends<'_>> {
    Some(Ends { n_exhibits: 7, n_stated, day })
}

pub(super) fn page(
    seen: &PackageSeen,
    case_name: &str,
    (progress, stamp): (Progress<'_>, Stamp<'_>),
    shell: &Shell<'_>,
) -> String {
    let ends = match stamp {
        Stamp::Awaited { .. } => None,
        Stamp::Got { .. } => of_seven(3, Some("2026-11-24")),
        Stamp::Late { .. } => of_seven(0, None),
    };
    let view = Package {
        seen,
        case_name,
        file: None,
        members: Vec::new(),
        policy: None,
        progress,
        approvers: Vec::new(),
        withheld: Vec::new(),
        gaps: Vec::new(),
        may_copy: true,
        stamp: Some(stamp),
        ends,
    };
    page_package(&view, shell)
}
