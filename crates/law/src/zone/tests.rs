//! The zone data say which they are.

use super::*;

#[test]
fn results_name_the_year_and_letter_of_the_zone_data() {
    let (year, letter) = data_version().split_at(4);
    assert!(year.parse::<u16>().is_ok_and(|year| year >= 2024), "{year}");
    assert!(letter.len() == 1 && letter.chars().all(|c| c.is_ascii_lowercase()), "{letter}");
}
