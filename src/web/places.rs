//! Where the regions are: the latitude and longitude of the towns that providers
//! name, in degrees, to a few kilometres. Providers tell no more, and for a
//! picture of the world that is enough.

use crate::catalogue::{self, Region};

/// Degrees north and east.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    pub latitude: f32,
    pub longitude: f32,
}

/// Where one of a provider's regions is; `None` where it tells no town, or
/// several.
///
/// ```
/// use faultline::web::places::position;
/// assert_eq!(position("aws", "eu-central-1").unwrap().latitude, 50.11);
/// assert_eq!(position("cloudflare", "eu-central-1"), None);
/// ```
pub fn position(provider: &str, region: &str) -> Option<Position> {
    of(catalogue::region(provider, region)?)
}

fn of(region: &Region) -> Option<Position> {
    // "Richmond, Virginia" names both: what stands first is the town.
    let named =
        |(country, town, ..): &&Row| *country == region.country && region.city.contains(town);
    let at = |(_, town, ..): &&Row| region.city.find(town);
    let (_, _, latitude, longitude) = TOWNS.iter().filter(named).min_by_key(at)?;
    Some(Position {
        latitude: *latitude,
        longitude: *longitude,
    })
}

/// Country, town or land, latitude, longitude.
type Row = (&'static str, &'static str, f32, f32);

#[rustfmt::skip]
const TOWNS: &[Row] = &[
    ("AE", "Abu Dhabi", 24.45, 54.38),
    ("AE", "Dubai", 25.2, 55.27),
    ("AR", "Ezeiza", -34.85, -58.52),
    ("AT", "Vienna", 48.21, 16.37),
    ("AU", "Canberra", -35.28, 149.13),
    ("AU", "Melbourne", -37.81, 144.96),
    ("AU", "Sydney", -33.87, 151.21),
    ("BE", "Brussels", 50.85, 4.35),
    ("BE", "St. Ghislain", 50.45, 3.82),
    ("BG", "Sofia", 42.7, 23.32),
    ("BH", "Manama", 26.23, 50.59),
    ("BR", "Rio de Janeiro", -22.91, -43.17),
    ("BR", "Sao Paulo", -23.55, -46.63),
    ("BR", "Vinhedo", -23.03, -46.98),
    ("CA", "Beauharnois", 45.31, -73.87),
    ("CA", "Calgary", 51.05, -114.07),
    ("CA", "Montreal", 45.5, -73.57),
    ("CA", "Quebec City", 46.81, -71.21),
    ("CA", "Toronto", 43.65, -79.38),
    ("CH", "Geneva", 46.2, 6.14),
    ("CH", "Zurich", 47.37, 8.54),
    ("CL", "Santiago", -33.45, -70.67),
    ("CL", "Valparaiso", -33.05, -71.62),
    ("CN", "Beijing", 39.9, 116.4),
    ("CN", "Chengdu", 30.57, 104.07),
    ("CN", "Fuzhou", 26.07, 119.3),
    ("CN", "Guangzhou", 23.13, 113.26),
    ("CN", "Hangzhou", 30.27, 120.15),
    ("CN", "Hebei", 38.04, 114.51),
    ("CN", "Heyuan", 23.74, 114.7),
    ("CN", "Hohhot", 40.84, 111.75),
    ("CN", "Nanjing", 32.06, 118.8),
    ("CN", "Qingdao", 36.07, 120.38),
    ("CN", "Shanghai", 31.23, 121.47),
    ("CN", "Shenzhen", 22.54, 114.06),
    ("CN", "Suzhou", 31.3, 120.58),
    ("CN", "Ulanqab", 41.0, 113.13),
    ("CN", "Wuhan", 30.59, 114.31),
    ("CN", "Zhangjiakou", 40.77, 114.88),
    ("CN", "Zhongwei", 37.5, 105.19),
    ("CO", "Bogota", 4.71, -74.07),
    ("DE", "Berlin", 52.52, 13.4),
    ("DE", "Brandenburg", 52.41, 12.55),
    ("DE", "Falkenstein", 50.48, 12.37),
    ("DE", "Frankfurt", 50.11, 8.68),
    ("DE", "Munich", 48.14, 11.58),
    ("DE", "Nuremberg", 49.45, 11.08),
    ("DK", "Copenhagen", 55.68, 12.57),
    ("ES", "Aragon", 41.65, -0.89),
    ("ES", "Logrono", 42.47, -2.45),
    ("ES", "Madrid", 40.42, -3.7),
    ("FI", "Hamina", 60.57, 27.2),
    ("FI", "Helsinki", 60.17, 24.94),
    ("FR", "Gravelines", 50.99, 2.13),
    ("FR", "Marseille", 43.3, 5.37),
    ("FR", "Paris", 48.86, 2.35),
    ("FR", "Roubaix", 50.69, 3.17),
    ("FR", "Strasbourg", 48.57, 7.75),
    ("GB", "Cardiff", 51.48, -3.18),
    ("GB", "London", 51.51, -0.13),
    ("GB", "Newport", 51.58, -3.0),
    ("HK", "Hong Kong", 22.32, 114.17),
    ("ID", "Batam", 1.05, 104.03),
    ("ID", "Jakarta", -6.21, 106.85),
    ("IE", "Dublin", 53.35, -6.26),
    ("IE", "Ireland", 53.35, -6.26),
    ("IL", "Israel", 32.08, 34.78),
    ("IL", "Jerusalem", 31.77, 35.21),
    ("IL", "Tel Aviv", 32.08, 34.78),
    ("IN", "Bangalore", 12.97, 77.59),
    ("IN", "Chennai", 13.08, 80.27),
    ("IN", "Delhi", 28.61, 77.21),
    ("IN", "Hyderabad", 17.39, 78.49),
    ("IN", "Jamnagar", 22.47, 70.06),
    ("IN", "Mumbai", 19.08, 72.88),
    ("IN", "Nagpur", 21.15, 79.09),
    ("IN", "Pune", 18.52, 73.86),
    ("IT", "Milan", 45.46, 9.19),
    ("IT", "Turin", 45.07, 7.69),
    ("JP", "Osaka", 34.69, 135.5),
    ("JP", "Tokyo", 35.68, 139.69),
    ("KR", "Busan", 35.18, 129.08),
    ("KR", "Chuncheon", 37.88, 127.73),
    ("KR", "Seoul", 37.57, 126.98),
    ("MA", "Casablanca", 33.57, -7.59),
    ("MX", "Guadalajara", 20.66, -103.35),
    ("MX", "Mexico City", 19.43, -99.13),
    ("MX", "Monterrey", 25.69, -100.32),
    ("MX", "Queretaro", 20.59, -100.39),
    ("MY", "Kuala Lumpur", 3.15, 101.71),
    ("MY", "Kulai", 1.66, 103.6),
    ("NL", "Amsterdam", 52.37, 4.9),
    ("NL", "Eemshaven", 53.44, 6.83),
    ("NL", "Netherlands", 52.37, 4.9),
    ("NO", "Oslo", 59.91, 10.75),
    ("NO", "Stavanger", 58.97, 5.73),
    ("NZ", "Auckland", -36.85, 174.76),
    ("PH", "Manila", 14.6, 120.98),
    ("PL", "Warsaw", 52.23, 21.01),
    ("QA", "Doha", 25.29, 51.53),
    ("RO", "Bucharest", 44.43, 26.1),
    ("RS", "Jovanovac", 44.06, 20.95),
    ("RU", "Moscow", 55.76, 37.62),
    ("SA", "Dammam", 26.42, 50.09),
    ("SA", "Jeddah", 21.49, 39.19),
    ("SA", "Riyadh", 24.71, 46.68),
    ("SE", "Gavle", 60.67, 17.14),
    ("SE", "Malmo", 55.6, 13.0),
    ("SE", "Stockholm", 59.33, 18.07),
    ("SG", "Singapore", 1.35, 103.82),
    ("TH", "Bangkok", 13.76, 100.5),
    ("TR", "Istanbul", 41.01, 28.98),
    ("TW", "Changhua", 24.08, 120.54),
    ("TW", "Taipei", 25.03, 121.57),
    ("US", "Abilene", 32.45, -99.73),
    ("US", "Ashburn", 39.04, -77.49),
    ("US", "Atlanta", 33.75, -84.39),
    ("US", "Boardman", 45.84, -119.7),
    ("US", "Boston", 42.36, -71.06),
    ("US", "California", 37.4, -122.0),
    ("US", "Chicago", 41.88, -87.63),
    ("US", "Cleveland", 41.5, -81.69),
    ("US", "Columbus", 39.96, -83.0),
    ("US", "Council Bluffs", 41.26, -95.86),
    ("US", "Dallas", 32.78, -96.8),
    ("US", "Denver", 39.74, -104.99),
    ("US", "Des Moines", 41.59, -93.62),
    ("US", "Fremont", 37.55, -121.99),
    ("US", "Hillsboro", 45.52, -122.99),
    ("US", "Illinois", 41.88, -87.63),
    ("US", "Iowa", 41.59, -93.62),
    ("US", "Las Vegas", 36.17, -115.14),
    ("US", "Lenexa", 38.95, -94.73),
    ("US", "Los Angeles", 34.05, -118.24),
    ("US", "Manassas", 38.75, -77.48),
    ("US", "Miami", 25.76, -80.19),
    ("US", "Moncks Corner", 33.2, -80.01),
    ("US", "New York", 40.71, -74.01),
    ("US", "Newark", 40.74, -74.17),
    ("US", "Ohio", 39.96, -83.0),
    ("US", "Oregon", 45.84, -119.7),
    ("US", "Phoenix", 33.45, -112.07),
    ("US", "Piscataway", 40.55, -74.46),
    ("US", "Plano", 33.02, -96.7),
    ("US", "Portland", 45.52, -122.68),
    ("US", "Quincy", 47.23, -119.85),
    ("US", "Reston", 38.96, -77.36),
    ("US", "Richmond", 37.54, -77.44),
    ("US", "Sacramento", 38.58, -121.49),
    ("US", "Salt Lake City", 40.76, -111.89),
    ("US", "San Antonio", 29.42, -98.49),
    ("US", "San Francisco", 37.77, -122.42),
    ("US", "San Jose", 37.34, -121.89),
    ("US", "Seattle", 47.61, -122.33),
    ("US", "Secaucus", 40.79, -74.06),
    ("US", "Shawnee", 39.02, -94.72),
    ("US", "Silicon Valley", 37.39, -122.08),
    ("US", "Texas", 31.0, -98.0),
    ("US", "The Dalles", 45.6, -121.18),
    ("US", "Vint Hill", 38.75, -77.67),
    ("US", "Virginia", 38.9, -77.5),
    ("US", "Washington", 47.4, -120.5),
    ("US", "Washington, DC", 38.91, -77.04),
    ("US", "Wyoming", 41.14, -104.82),
    ("ZA", "Cape Town", -33.92, 18.42),
    ("ZA", "Johannesburg", -26.2, 28.05),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_whose_town_is_told_has_a_place() {
        for provider in catalogue::providers() {
            for region in provider
                .regions
                .iter()
                .filter(|region| !region.city.is_empty())
            {
                assert!(
                    of(region).is_some(),
                    "{}/{}: add `{}` ({}) to the list of towns",
                    provider.key,
                    region.code,
                    region.city,
                    region.country,
                );
            }
        }
    }

    #[test]
    fn the_town_counts_before_its_land() {
        let virginia = position("azure", "eastus2").expect("a place");
        assert!(virginia.longitude < -70.0, "{virginia:?}");
        let (town, land) = (position("gcp", "us-west1"), position("aws", "us-west-2"));
        assert_ne!(town, land, "The Dalles is not Boardman");
    }
}
