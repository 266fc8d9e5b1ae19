//! The address of a Pi, completed from what a person types.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
};

use reqwest::Url;

/// The port of the dashboard, which serves the whole API (contract, section 1).
const DASHBOARD_PORT: u16 = 8082;
/// The port of the main API.
const API_PORT: u16 = 8081;

/// Where a Pi is: scheme, host, port and perhaps a path prefix; never a query, a fragment or a
/// secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerUrl(Url);

/// Why a text is not the address of a Pi. Names the part, never its text, which may hold a key and
/// would end up in logs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServerUrlError {
    /// Nothing but white space.
    Empty,
    /// Another scheme.
    Scheme,
    /// A user name or a password.
    UserInfo,
    /// A query.
    Query,
    /// A fragment.
    Fragment,
    /// Anything else.
    Malformed {
        /// What is wrong with it.
        reason: String,
    },
}

impl ServerUrl {
    /// Takes `host`, `host:port`, `http://host:port` or `https://host/prefix`. Without a port, http
    /// means 8082.
    ///
    /// # Errors
    /// The text is not such an address.
    pub fn parse(text: &str) -> Result<Self, ServerUrlError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ServerUrlError::Empty);
        }
        let (scheme, rest) = split_scheme(text)?;
        let authority = authority(&rest);
        if authority.contains('@') {
            return Err(ServerUrlError::UserInfo);
        }
        let malformed = |reason: &dyn fmt::Display| ServerUrlError::Malformed {
            reason: reason.to_string(),
        };
        let mut url = Url::parse(&format!("{scheme}://{rest}")).map_err(|e| malformed(&e))?;
        reject_extras(&url)?;
        if scheme == "http" && !has_port(authority) {
            url.set_port(Some(DASHBOARD_PORT))
                .map_err(|()| malformed(&"it cannot have a port"))?;
        }
        let prefix = url.path().trim_end_matches('/').to_owned();
        url.set_path(&prefix);
        Ok(Self(url))
    }

    /// Where to look for the Pi that a person means: at both usual ports in turn where the text
    /// names none.
    ///
    /// # Errors
    /// As [`ServerUrl::parse`].
    pub fn candidates(text: &str) -> Result<Vec<Self>, ServerUrlError> {
        let first = Self::parse(text)?;
        let (_, rest) = split_scheme(text.trim())?;
        if first.is_secure() || has_port(authority(&rest)) {
            return Ok(vec![first]);
        }
        let mut second = first.0.clone();
        let has_second = second.set_port(Some(API_PORT)).is_ok();
        let second = has_second.then_some(Self(second));
        Ok([first].into_iter().chain(second).collect())
    }

    /// Whether it is on this very computer.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let (host, _) = self.host_and_port();
        host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
    }

    /// Scheme, host and port: `http://pi.local:8082`.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("{}://{}", self.0.scheme(), self.address())
    }

    /// Host and port: `pi.local:8082`.
    #[must_use]
    pub fn address(&self) -> String {
        self.address_with_port(self.port())
    }

    /// The same Pi at its other usual port, if it is at one of the two: where to look when a route
    /// is missing.
    #[must_use]
    pub fn other_address(&self) -> Option<String> {
        match self.port() {
            DASHBOARD_PORT => Some(self.address_with_port(API_PORT)),
            API_PORT => Some(self.address_with_port(DASHBOARD_PORT)),
            _ => None,
        }
    }

    /// The full address of a path (already percent-encoded) with an optional query.
    #[must_use]
    pub fn join(&self, path: &str, query: Option<&str>) -> Url {
        let mut url = self.0.clone();
        let prefix = self.0.path().trim_end_matches('/');
        url.set_path(&format!("{prefix}{path}"));
        url.set_query(query);
        url
    }

    /// The full address of a WebSocket: `ws`, or `wss` where the Pi is at `https`.
    #[must_use]
    pub fn join_socket(&self, path: &str) -> String {
        let url = self.join(path, None);
        let rest = &url.as_str()[url.scheme().len()..];
        let scheme = if self.is_secure() { "wss" } else { "ws" };
        format!("{scheme}{rest}")
    }

    /// Where to connect to: the host without the brackets of an IPv6 address, and the port.
    #[must_use]
    pub fn host_and_port(&self) -> (&str, u16) {
        let host = self.0.host_str().unwrap_or_default();
        (host.trim_matches(['[', ']']), self.port())
    }

    /// Whether it is `https`.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or(DASHBOARD_PORT)
    }

    fn address_with_port(&self, port: u16) -> String {
        format!("{}:{port}", self.0.host_str().unwrap_or_default())
    }
}

impl fmt::Display for ServerUrl {
    /// Origin and prefix, without a slash at the end; [`ServerUrl::parse`] takes it back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{}",
            self.origin(),
            self.0.path().trim_end_matches('/')
        )
    }
}

impl std::str::FromStr for ServerUrl {
    type Err = ServerUrlError;

    fn from_str(text: &str) -> Result<Self, ServerUrlError> {
        Self::parse(text)
    }
}

/// The scheme in lower case, `http` if there is none, and what follows it. A bare IPv6 address gets
/// its brackets.
fn split_scheme(text: &str) -> Result<(String, String), ServerUrlError> {
    if text.parse::<Ipv6Addr>().is_ok() {
        return Ok(("http".to_owned(), format!("[{text}]")));
    }
    let Some((scheme, rest)) = text.split_once("://") else {
        return Ok(("http".to_owned(), text.to_owned()));
    };
    match scheme.to_ascii_lowercase().as_str() {
        known @ ("http" | "https") => Ok((known.to_owned(), rest.to_owned())),
        _ => Err(ServerUrlError::Scheme),
    }
}

/// Host and port, where `Url` finds them: it skips slashes in front, and takes a backslash for a
/// slash.
fn authority(rest: &str) -> &str {
    let rest = rest.trim_start_matches(['/', '\\']);
    rest.split(['/', '\\', '?', '#']).next().unwrap_or_default()
}

fn reject_extras(url: &Url) -> Result<(), ServerUrlError> {
    if !url.username().is_empty() || url.password().is_some() {
        return Err(ServerUrlError::UserInfo);
    }
    if url.query().is_some() {
        return Err(ServerUrlError::Query);
    }
    if url.fragment().is_some() {
        return Err(ServerUrlError::Fragment);
    }
    Ok(())
}

/// Whether the text names a port itself: `Url` forgets one that is its scheme's default.
fn has_port(authority: &str) -> bool {
    let after_host = authority
        .rfind(']')
        .map_or(authority, |end| &authority[end..]);
    after_host.contains(':')
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn every_usual_spelling_is_made_whole() {
        for (text, whole, address) in [
            ("pi.local", "http://pi.local:8082", "pi.local:8082"),
            (" pi.local:8081\n", "http://pi.local:8081", "pi.local:8081"),
            ("http://pi.local", "http://pi.local:8082", "pi.local:8082"),
            ("http://pi.local:80/", "http://pi.local:80", "pi.local:80"),
            ("HTTPS://pi.local", "https://pi.local:443", "pi.local:443"),
            (
                "https://hub.net/pi/7/",
                "https://hub.net:443/pi/7",
                "hub.net:443",
            ),
            ("192.168.4.1", "http://192.168.4.1:8082", "192.168.4.1:8082"),
            ("fe80::1", "http://[fe80::1]:8082", "[fe80::1]:8082"),
            ("[::1]:9000", "http://[::1]:9000", "[::1]:9000"),
        ] {
            let url = ServerUrl::parse(text).unwrap();
            assert_eq!(url.to_string(), whole, "{text:?}");
            assert_eq!(url.address(), address, "{text:?}");
            assert_eq!(ServerUrl::parse(&url.to_string()), Ok(url), "{text:?}");
        }
    }

    #[test]
    fn a_user_name_is_refused_however_the_address_is_written() {
        for text in [
            "user:secret@pi.local",
            "http://user@pi.local:8082/x",
            "//user:secret@pi.local/",
            "http:////user:secret@pi.local",
            r"https://\\user:secret@pi.local",
            "http://:secret@pi.local",
            "http://\t/user:secret@pi.local",
        ] {
            assert_eq!(
                ServerUrl::parse(text),
                Err(ServerUrlError::UserInfo),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_backslash_is_a_slash() {
        for text in [r"pi.local\x:1", r"\\pi.local\x:1", "///pi.local/x:1"] {
            let url = ServerUrl::parse(text).map(|url| url.to_string());
            assert_eq!(url.as_deref(), Ok("http://pi.local:8082/x:1"), "{text}");
        }
    }

    #[test]
    fn both_usual_ports_are_tried_unless_one_is_named() {
        let places = |text: &str| -> Vec<String> {
            let candidates = ServerUrl::candidates(text).unwrap();
            candidates.iter().map(ServerUrl::to_string).collect()
        };
        let both = ["http://pi.local:8082", "http://pi.local:8081"];
        assert_eq!(places("pi.local"), both);
        assert_eq!(places(" http://pi.local/ "), both);
        assert_eq!(places("pi.local:8081"), ["http://pi.local:8081"]);
        assert_eq!(places("http://pi.local:80"), ["http://pi.local:80"]);
        assert_eq!(places("https://hub.net/pi"), ["https://hub.net:443/pi"]);
        assert_eq!(places("fe80::1").len(), 2);
        assert!(ServerUrl::candidates("").is_err());
    }

    #[test]
    fn paths_go_below_the_prefix_and_stay_encoded() {
        let join = |base: &str, query| {
            let url = ServerUrl::parse(base).unwrap();
            url.join("/api/v1/x/AA%3ABB", query).to_string()
        };
        assert_eq!(join("pi", None), "http://pi:8082/api/v1/x/AA%3ABB");
        let below = join("https://hub.net/pi/", Some("a=1"));
        assert_eq!(below, "https://hub.net/pi/api/v1/x/AA%3ABB?a=1");
    }

    #[test]
    fn sockets_have_their_own_scheme_and_a_bare_host() {
        let socket = |text| ServerUrl::parse(text).unwrap().join_socket("/ws/monitor");
        assert_eq!(socket("pi"), "ws://pi:8082/ws/monitor");
        assert_eq!(
            socket("https://hub.net/pi/7"),
            "wss://hub.net/pi/7/ws/monitor"
        );
        let url = ServerUrl::parse("[fe80::1]:9000").unwrap();
        assert_eq!(url.host_and_port(), ("fe80::1", 9000));
    }

    #[test]
    fn the_other_address_is_the_other_usual_port() {
        let other = |text| ServerUrl::parse(text).unwrap().other_address();
        assert_eq!(other("pi").as_deref(), Some("pi:8081"));
        assert_eq!(other("pi:8081").as_deref(), Some("pi:8082"));
        assert_eq!(other("pi:9000"), None);
    }
}
