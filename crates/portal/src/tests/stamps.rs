//! Packages by how it stands with their time-stamp token.

use domain::reader::PackageSeen;

use super::fixture::at;
use crate::page::package::{Package, Progress, Stamp, page_package};
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

pub(super) fn page(
    seen: &PackageSeen,
    case_name: &str,
    (progress, stamp): (Progress<'_>, Stamp<'_>),
    shell: &Shell<'_>,
) -> String {
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
    };
    page_package(&view, shell)
}
