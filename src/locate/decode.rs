//! What a few headers tell only when they are **decoded**: no pattern of the
//! catalogue can say how. Which provider sends them stands in the catalogue all
//! the same; here is only where, or which of its machines.

use std::net::Ipv4Addr;

use crate::catalogue::{Provider, Region};

/// The point of presence, or else the machine, that a header names.
///
/// ```
/// use faultline::locate::decode::pop;
/// assert_eq!(pop("eagleid", "b73ce41f17180000001234567e").as_deref(), Some("183.60.228.31"));
/// assert_eq!(pop("server", "nginx"), None);
/// ```
pub fn pop(name: &str, value: &str) -> Option<String> {
    match name {
        "x-azure-ref" => front_door(value).or_else(|| front_door_until_2024(value)),
        "eagleid" => node(value),
        _ => None,
    }
}

/// The region that a header names in words, as `West Europe`.
pub fn region(name: &str, value: &str, provider: &'static Provider) -> Option<&'static Region> {
    if name != "azure-regionname" {
        return None;
    }
    let letters = value.chars().filter(|c| c.is_ascii_alphanumeric());
    let code: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    provider.region(&code)
}

/// Azure Front Door: a time, sixteen letters and digits, and since late in 2024
/// the letters `hC1` and the place, `SG1` or `LON`. It is seen so in answers, and
/// documented nowhere.
fn front_door(value: &str) -> Option<String> {
    let (time, id) = value.split_once("Z-")?;
    let is_time = time.len() == 15 && time.bytes().all(|b| b == b'T' || b.is_ascii_digit());
    let (machine, rest) = id.split_at_checked(16)?;
    let place = rest.strip_prefix("hC1")?.get(..3)?;
    let is_place = place
        .bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && place.starts_with(|c: char| c.is_ascii_uppercase());
    let is_id = machine.bytes().all(|b| b.is_ascii_alphanumeric());
    (is_time && is_id && is_place).then(|| place.to_owned())
}

/// As it wrote before: `0` and, in Base64, a time and an
/// identifier of 24 bytes together, then the name of the edge, `WSTEDGE0619`. Its
/// first letters are the place.
fn front_door_until_2024(value: &str) -> Option<String> {
    let bytes = base64(value.strip_prefix('0')?)?;
    let edge = bytes.get(24..)?.split(|byte| *byte == 0).next()?;
    let (place, number) = std::str::from_utf8(edge).ok()?.split_once("EDGE")?;
    let is_place = matches!(place.len(), 2..=6) && place.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_edge = is_place && number.bytes().all(|b| b.is_ascii_digit());
    is_edge.then(|| place.to_ascii_uppercase())
}

/// Alibaba Cloud: the first eight digits are the address of the machine.
fn node(value: &str) -> Option<String> {
    let address = u32::from_str_radix(value.get(..8)?, 16).ok()?;
    let rest = value.get(8..)?;
    let is_id = rest.len() >= 13 && rest.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id.then(|| Ipv4Addr::from(address).to_string())
}

/// The bytes of a text in Base64; what is not enough for one is left out.
fn base64(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for byte in text.bytes().take_while(|byte| *byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, value: &str, expect: Option<&str>) {
        assert_eq!(pop(name, value).as_deref(), expect, "{name}: {value}");
    }

    #[test]
    fn points_of_presence() {
        let sample = "0zxV+XAAAAABKMMOjBv2NT4TY6SQVjC0zV1NURURHRTA2MTkANDM3YzgyY2QtMzYwYS00YTU0\
                      LTk0YzMtNWZmNzA3NjQ3Nzgz";
        check("x-azure-ref", sample, Some("WST"));
        check("x-azure-ref", &sample[..40], None);
        check("x-azure-ref", "20240823T144426Z-r1a2b3c4d5e6f7", None);
        // Of October 2024, before the place stood there; then with it.
        let (before, since) = ("1778f6874c7c2xz2xm9wb3u858", "18477bc996c8lvv6hC1SG1zcrg");
        let id = |time: &str, id: &str| format!("{time}-{id}000000030000000000cpey");
        check("x-azure-ref", &id("20241021T080528Z", before), None);
        check("x-azure-ref", &id("20250330T110504Z", since), Some("SG1"));
        let london = "r15774cf85dn94vbhC1LONxrx0";
        check("x-azure-ref", &id("20250204T141149Z", london), Some("LON"));
        check("x-azure-ref", &id("20250204T141149", london), None);
        check("x-azure-ref", &id("yesterday at noZ", london), None);
        check("x-azure-ref", &id("20250204T141149Z", &london[1..]), None);
        check("x-azure-ref", &london.replace("LON", "lon"), None);
        check("x-azure-ref", "20250204T141149Z-äöüäöüäöhC1LON", None);
        check("x-azure-ref", "0", None);
        check("x-azure-ref", "0äöü", None);
        check(
            "eagleid",
            "b73ce41f17180000001234567e",
            Some("183.60.228.31"),
        );
        check("eagleid", "b73ce41f", None);
        check("eagleid", "b73ce4é1718000000123456", None);
        check("x-other", sample, None);
    }

    #[test]
    fn regions_in_words() {
        let azure = crate::catalogue::provider("azure").expect("azure");
        let found = |value| region("azure-regionname", value, azure).map(|region| region.code);
        assert_eq!(found("West Europe"), Some("westeurope"));
        assert_eq!(found("eastus2"), Some("eastus2"));
        assert_eq!(found("Nowhere"), None);
        assert!(region("server", "West Europe", azure).is_none());
    }
}
