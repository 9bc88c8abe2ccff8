//! The few parts of a URL that the core asks for. URLs come from the browser
//! or from a recording of it, so they are already normalised by the URL
//! standard; what is not `http`, `https`, `ws` or `wss` names no host that
//! could fail, and has none here.

/// The host in lower case, without user, port and trailing dot; an IPv6
/// address keeps its brackets.
///
/// ```
/// use faultline::observe::url::host;
/// assert_eq!(host("https://me@Shop.Example.:8443/a?b#c").as_deref(), Some("shop.example"));
/// assert_eq!(host("http://[2001:db8::1]:80/").as_deref(), Some("[2001:db8::1]"));
/// assert_eq!(host("data:text/plain,hello"), None);
/// ```
pub fn host(url: &str) -> Option<String> {
    written_host(url).map(str::to_ascii_lowercase)
}

/// The same as it is written. Browsers write it in lower case, so that it can
/// nearly always be compared without a copy.
pub fn written_host(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once(':')?;
    let rest = rest.strip_prefix("//")?;
    let known = ["http", "https", "ws", "wss"];
    if !known.iter().any(|name| scheme.eq_ignore_ascii_case(name)) {
        return None;
    }
    let ends = |byte: u8| matches!(byte, b'/' | b'?' | b'#' | b'\\');
    let end = rest.bytes().position(ends).unwrap_or(rest.len());
    let authority = rest.get(..end)?;
    let host_and_port = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = match host_and_port.find(']') {
        Some(end) if host_and_port.starts_with('[') => host_and_port.get(..=end)?,
        _ => host_and_port.split(':').next()?,
    };
    let host = host.strip_suffix('.').unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

/// Scheme, host and port: what the browser calls the origin.
///
/// ```
/// use faultline::observe::url::origin;
/// assert_eq!(origin("https://shop.example/a"), Some("https://shop.example"));
/// assert_eq!(origin("about:blank"), None);
/// ```
pub fn origin(url: &str) -> Option<&str> {
    let start = url.find("://")? + 3;
    let end = url
        .get(start..)?
        .find(['/', '?', '#'])
        .map_or(url.len(), |at| start + at);
    url.get(..end)
}

/// What stands behind the first `#`.
pub fn fragment(url: &str) -> Option<&str> {
    url.split_once('#').map(|(_, fragment)| fragment)
}

/// What the browser asks for: a fragment never leaves it.
pub fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

/// The name of a file that tells it from others: the last step of a path where
/// that has an ending, with the step before it (`jquery/3.7.1/jquery.min.js` is
/// `3.7.1/jquery.min.js`), for many files are called `main.js`.
///
/// ```
/// use faultline::observe::url::file_name;
/// let name = file_name("https://cdn.example/jquery/3.7.1/jquery.min.js?x");
/// assert_eq!(name, Some("3.7.1/jquery.min.js"));
/// assert_eq!(file_name("https://shop.example/cart"), None);
/// ```
pub fn file_name(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let path = path.get(origin(path)?.len()..)?.trim_start_matches('/');
    let last = path.rsplit('/').next()?;
    let (name, ending) = last.rsplit_once('.')?;
    let start = path.len() - last.len();
    let before = path.get(..start)?.trim_end_matches('/');
    let begin = before.rfind('/').map_or(0, |at| at + 1);
    (!name.is_empty() && !ending.is_empty()).then(|| path.get(begin..).unwrap_or(last))
}

/// `scheme` in `scheme:rest`, if it is one.
pub fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let mut bytes = scheme.bytes();
    let first = bytes.next()?.is_ascii_alphabetic();
    let rest = bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    (first && rest).then_some(scheme)
}

/// What `reference`, found in the document or answer at `base`, points to.
///
/// ```
/// use faultline::observe::url::resolve;
/// let base = "https://example.com/a/b?c";
/// assert_eq!(resolve(base, "../d.js"), "https://example.com/d.js");
/// assert_eq!(resolve(base, "//cdn.example/e.js"), "https://cdn.example/e.js");
/// ```
pub fn resolve(base: &str, reference: &str) -> String {
    let reference = without_fragment(reference.trim());
    let base = without_fragment(base);
    if scheme(reference).is_some() {
        return reference.to_owned();
    }
    let scheme = scheme(base).unwrap_or("https");
    if let Some(rest) = reference.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    let origin = origin(base).unwrap_or(base);
    let path = base.get(origin.len()..).unwrap_or_default();
    let path_only = path.split('?').next().unwrap_or(path);
    if reference.is_empty() {
        return base.to_owned();
    }
    if reference.starts_with('?') {
        return format!("{origin}{path_only}{reference}");
    }
    let (reference_path, query) = match reference.find('?') {
        Some(at) => reference.split_at(at),
        None => (reference, ""),
    };
    let folder = match path_only.rfind('/') {
        Some(at) if !reference.starts_with('/') => path_only.get(..=at).unwrap_or("/"),
        _ => "/",
    };
    let mut steps: Vec<&str> = Vec::new();
    let whole = format!("{folder}{}", reference_path.trim_start_matches('/'));
    for step in whole.split('/').skip(1) {
        match step {
            "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    if matches!(reference_path.rsplit('/').next(), Some("." | "..")) {
        steps.push("");
    }
    format!("{origin}/{}{query}", steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        let base = "https://example.com:8080/a/b/c.html?q=1#f";
        for (reference, expect) in [
            ("d.js", "https://example.com:8080/a/b/d.js"),
            (
                "./d.js?x=/../y",
                "https://example.com:8080/a/b/d.js?x=/../y",
            ),
            ("../../../d", "https://example.com:8080/d"),
            ("..", "https://example.com:8080/a/"),
            ("/d", "https://example.com:8080/d"),
            ("?z", "https://example.com:8080/a/b/c.html?z"),
            ("#top", "https://example.com:8080/a/b/c.html?q=1"),
            ("//cdn.test/x", "https://cdn.test/x"),
            ("http://cdn.test/x#y", "http://cdn.test/x"),
            ("data:text/css,a", "data:text/css,a"),
        ] {
            assert_eq!(resolve(base, reference), expect, "{reference}");
        }
        assert_eq!(resolve("https://example.com", "d"), "https://example.com/d");
    }

    #[test]
    fn hosts() {
        for (url, expect) in [
            ("https://Example.COM/a", Some("example.com")),
            ("https://user:pass@example.com:8443/", Some("example.com")),
            ("https://[2001:DB8::1]:443/", Some("[2001:db8::1]")),
            ("wss://sockets.test?x=//y", Some("sockets.test")),
            (
                "https://xn--mnchen-3ya.example/",
                Some("xn--mnchen-3ya.example"),
            ),
            ("https://", None),
            ("https:///path", None),
            ("", None),
        ] {
            assert_eq!(host(url).as_deref(), expect, "{url}");
        }
    }
}
