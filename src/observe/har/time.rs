//! A moment, as recordings write it (ISO 8601), as milliseconds since 1970.

/// The moment that `text` names, or nothing where it is not one. Only order
/// and distance matter here, so that leap seconds are not looked at.
///
/// Recorders differ in the zone (`Z`, `+01:00`, `+0100`) and in how many
/// digits they give to the fraction.
pub fn milliseconds(text: &str) -> Option<f64> {
    let (day, clock) = text.trim().split_once(['T', 't', ' '])?;
    let mut parts = day.split('-');
    let year: i64 = parts.next()?.parse().ok()?;
    let month: i64 = parts.next()?.parse().ok()?;
    let date: i64 = parts.next()?.parse().ok()?;
    let within = (0..=9999).contains(&year) && (1..=12).contains(&month);
    if !within || !(1..=31).contains(&date) || parts.next().is_some() {
        return None;
    }
    let zone_at = clock.find(['Z', 'z', '+', '-']).unwrap_or(clock.len());
    let (clock, zone) = clock.split_at_checked(zone_at)?;
    let mut parts = clock.split(':');
    let hours: f64 = parts.next()?.parse().ok()?;
    let minutes: f64 = parts.next()?.parse().ok()?;
    let seconds: f64 = parts.next().unwrap_or("0").parse().ok()?;
    let minutes = hours * 60.0 + minutes - zone_minutes(zone)?;
    let moment = (days(year, month, date) as f64 * 1440.0 + minutes) * 60_000.0 + seconds * 1000.0;
    moment.is_finite().then_some(moment)
}

/// The day of a moment, in Greenwich, as `2016-05-29`.
pub fn day(milliseconds: f64) -> String {
    let since_march_0 = (milliseconds / 86_400_000.0).floor() as i64 + 719_468;
    let era = since_march_0.div_euclid(146_097);
    let of_era = since_march_0.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (of_year * 5 + 2) / 153;
    let date = of_year - (month * 153 + 2) / 5 + 1;
    let (year, month) = if month < 10 {
        (year, month + 3)
    } else {
        (year + 1, month - 9)
    };
    format!("{:04}-{month:02}-{date:02}", year + era * 400)
}

/// Days from 1970-01-01 to a date of the Gregorian calendar. The year is
/// taken to begin in March, so that the leap day is its last.
fn days(year: i64, month: i64, date: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 + date - 1 - 719_468
}

fn zone_minutes(zone: &str) -> Option<f64> {
    let (sign, digits) = match zone.as_bytes().first() {
        None | Some(b'Z' | b'z') => return Some(0.0),
        Some(b'-') => (-1.0, zone.get(1..)?),
        Some(_) => (1.0, zone.get(1..)?),
    };
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    let hours: f64 = digits.get(..2)?.parse().ok()?;
    let minutes: f64 = digits
        .get(2..)
        .filter(|rest| !rest.is_empty())
        .unwrap_or("0")
        .parse()
        .ok()?;
    Some(sign * (hours * 60.0 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<f64>) {
        assert_eq!(milliseconds(text), expect, "{text}");
    }

    #[test]
    fn moments() {
        check("1970-01-01T00:00:00Z", Some(0.0));
        check("1970-01-01T01:00:00.5+01:00", Some(500.0));
        check("1969-12-31T23:00:00.000-0100", Some(0.0));
        check("2000-03-01T00:00:00Z", Some(951_868_800_000.0));
        check("2000-02-29T00:00:00Z", Some(951_782_400_000.0));
        check("2016-05-29T05:22:54.142+00:00", Some(1_464_499_374_142.0));
        check("2022-02-04T05:23Z", Some(1_643_952_180_000.0));
    }

    /// Each day of 130 years is the one after the day before.
    #[test]
    fn days_follow_each_other() {
        let mut before = day(-86_400_000.0);
        for number in 0..47_500 {
            let moment = f64::from(number) * 86_400_000.0;
            let text = day(moment);
            assert!(before < text, "{before} {text}");
            assert_eq!(milliseconds(&format!("{text}T00:00:00Z")), Some(moment));
            before = text;
        }
        assert_eq!(before, "2100-01-18");
    }

    #[test]
    fn no_moments() {
        for text in [
            "",
            "T",
            "yesterday",
            "2016-05-29",
            "2016-13-01T00:00:00Z",
            "2016-01-01TZ",
            "2016-01-01T1:2:3+é",
        ] {
            check(text, None);
        }
    }
}
