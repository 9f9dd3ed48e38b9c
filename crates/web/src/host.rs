//! By which names the pages may be called. A foreign name means that somebody's address leads here who should not
//! (DNS rebinding), and gets no page.

/// The names that the server answers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hosts {
    /// A loopback address and port.
    Loopback(u16),
    /// A private socket behind an onion service: any onion name of version 3, and `localhost` for a check by hand.
    Socket,
}

impl Hosts {
    /// Whether a `Host` header names this server.
    #[must_use]
    pub fn knows(&self, host: &str) -> bool {
        match self {
            Self::Loopback(port) => {
                let (name, given) = host.rsplit_once(':').map_or((host, "80"), |(name, port)| (name, port));
                ["127.0.0.1", "localhost", "[::1]"].contains(&name) && given == port.to_string()
            }
            Self::Socket => host == "localhost" || host.strip_suffix(".onion").is_some_and(is_onion),
        }
    }

    /// Whether an `Origin` header is that of the page that the server sent under this host.
    #[must_use]
    pub fn is_own(&self, origin: &str, host: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|name| name == host) && self.knows(host)
    }
}

/// 56 letters of base 32, perhaps after a subdomain.
fn is_onion(name: &str) -> bool {
    let own = name.rsplit('.').next().unwrap_or_default();
    own.len() == 56 && own.bytes().all(|b| b.is_ascii_lowercase() || (b'2'..=b'7').contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_are_answered() {
        let onion = format!("{}.onion", "a2".repeat(28));
        let rows = [
            ("by number", Hosts::Loopback(8765), "127.0.0.1:8765", true),
            ("by name", Hosts::Loopback(8765), "localhost:8765", true),
            ("version 6", Hosts::Loopback(8765), "[::1]:8765", true),
            ("the port of the web", Hosts::Loopback(80), "localhost", true),
            ("another port", Hosts::Loopback(8765), "127.0.0.1:80", false),
            ("a name that leads here", Hosts::Loopback(8765), "evil.example:8765", false),
            ("ours as a part", Hosts::Loopback(8765), "127.0.0.1.evil.example:8765", false),
            ("nothing", Hosts::Loopback(8765), "", false),
            ("an onion", Hosts::Socket, onion.as_str(), true),
            ("an onion of another form", Hosts::Socket, "short.onion", false),
            ("a foreign name on the socket", Hosts::Socket, "evil.example", false),
        ];
        for (name, hosts, host, expected) in rows {
            assert_eq!(hosts.knows(host), expected, "{name}");
        }
        assert!(Hosts::Loopback(1).is_own("http://127.0.0.1:1", "127.0.0.1:1"));
        assert!(
            !Hosts::Loopback(1).is_own("http://localhost:1", "127.0.0.1:1"),
            "another name is another origin"
        );
        assert!(!Hosts::Loopback(1).is_own("null", "127.0.0.1:1"));
    }
}
