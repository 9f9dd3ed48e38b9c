//! Fields of forms and queries, as they were typed.

use std::fmt::Write as _;

use secrecy::zeroize::Zeroize as _;

/// Fields in the order they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields(pub(crate) Vec<(String, String)>);

impl Fields {
    /// The first value of a field; empty when it is not there.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    /// The first value of a field that is there and not blank.
    pub(crate) fn find(&self, name: &str) -> Option<String> {
        Some(self.get(name).trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// What people typed: everything but what the form itself brought along.
    pub(crate) fn typed(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = ["token", "passphrase", "link"];
        self.0
            .iter()
            .filter(move |(name, _)| !own.contains(&name.as_str()))
            .map(|(n, v)| (n.as_str(), v.as_str()))
    }
}

/// What opens the case does not stay in memory.
impl Drop for Fields {
    fn drop(&mut self) {
        let secret = |name: &str| matches!(name, "passphrase" | "link");
        self.0.iter_mut().filter(|(name, _)| secret(name)).for_each(|(_, value)| value.zeroize());
    }
}

/// Reads `application/x-www-form-urlencoded` as the URL standard says; nothing in it is an error.
pub(crate) fn parse(bytes: &[u8]) -> Fields {
    let pairs = bytes.split(|b| *b == b'&').filter(|pair| !pair.is_empty());
    let halves = pairs.map(|pair| match pair.iter().position(|b| *b == b'=') {
        Some(at) => (decoded(&pair[..at]), decoded(&pair[at + 1..])),
        None => (decoded(pair), String::new()),
    });
    Fields(halves.collect())
}

/// A path with a query, each value written so that it stands for itself.
pub(crate) fn link(path: &str, query: &[(&str, &str)]) -> String {
    let mut link = path.to_owned();
    let given = query.iter().filter(|(_, value)| !value.is_empty());
    for (at, (name, value)) in given.enumerate() {
        let _ = write!(link, "{}{name}={}", if at == 0 { '?' } else { '&' }, encoded(value));
    }
    link
}

/// A text written so that it stands for itself in a path or query.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

fn decoded(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| first == b'%').and_then(|pair| std::str::from_utf8(pair).ok());
        let byte = hex.filter(|pair| pair.bytes().all(|b| b.is_ascii_hexdigit()));
        match byte.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                rest = &after[2..];
            }
            None => {
                out.push(if first == b'+' { b' ' } else { first });
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&out).replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_browsers_write_them() {
        let rows = [
            ("plain", "a=1&b=two", vec![("a", "1"), ("b", "two")]),
            ("blanks and letters", "q=a+b%20%D2%B7", vec![("q", "a b ҷ")]),
            ("no value", "a&b=", vec![("a", ""), ("b", "")]),
            ("a sign of its own", "a=b=c", vec![("a", "b=c")]),
            ("half an escape", "a=%4&b=%zz%", vec![("a", "%4"), ("b", "%zz%")]),
            ("no UTF-8", "a=%FF", vec![("a", "\u{fffd}")]),
            ("signs within an escape", "a=%+1", vec![("a", "% 1")]),
            ("nothing", "", vec![]),
        ];
        for (name, text, expected) in rows {
            let fields = parse(text.as_bytes());
            let found: Vec<_> = fields.0.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn a_link_is_read_back_as_it_was_meant() {
        let link = link("/why", &[("event", "Хуҷанд & «2018»?"), ("id", "killed/inmates/agreed"), ("x", "")]);
        let query = link.split_once('?').unwrap().1;
        let fields = parse(query.as_bytes());
        assert_eq!((fields.get("event"), fields.get("id")), ("Хуҷанд & «2018»?", "killed/inmates/agreed"));
        assert!(link.is_ascii());
    }
}
