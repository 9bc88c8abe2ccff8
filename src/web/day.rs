//! A **day** of the reader's calendar, counted from 1 January 1970.

/// Days since 1 January 1970.
pub type Day = u32;

/// The day as it is written: `2026-11-22`.
///
/// ```
/// use faultline::web::day;
/// assert_eq!(day::iso(20_779), "2026-11-22");
/// assert_eq!(day::parse("2026-11-22"), Some(20_779));
/// ```
pub fn iso(day: Day) -> String {
    // The calendar repeats every 400 years; counted from March, a leap day is
    // the last of its year (Hinnant, "chrono-Compatible Low-Level Date
    // Algorithms").
    let since = i64::from(day) + 719_468;
    let era = since.div_euclid(146_097);
    let of_era = since.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{date:02}")
}

/// The day that is written so; `None` for what is no day since 1970.
pub fn parse(iso: &str) -> Option<Day> {
    let mut parts = iso.split('-');
    let mut number = || parts.next()?.parse::<i64>().ok();
    let (year, month, date) = (number()?, number()?, number()?);
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&date) {
        return None;
    }
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let month = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * month + 2) / 5 + date - 1;
    let of_era = year.rem_euclid(400);
    let of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    let day = Day::try_from(era * 146_097 + of_era - 719_468).ok()?;
    (self::iso(day) == iso).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_two_centuries_is_read_as_it_is_written() {
        for day in 0..75_000 {
            assert_eq!(parse(&iso(day)), Some(day));
        }
        assert_eq!(iso(0), "1970-01-01");
        assert_eq!(iso(19_782), "2024-02-29");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for odd in [
            "",
            "2026",
            "2026-02-30",
            "2026-13-01",
            "26-1-1",
            "1969-12-31",
            "2026-11-22x",
        ] {
            assert_eq!(parse(odd), None, "{odd}");
        }
    }
}
