//! Who is at the door: sessions, the one-time link, and how often a passphrase may be tried. Times are handed in, in
//! seconds since 1970; nothing here is kept when the program ends.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sanad_model::World;
use sha2::{Digest as _, Sha256};

/// A session ends when nothing was asked of it for half an hour.
pub const IDLE: i64 = 30 * 60;
/// A session ends after twelve hours, whatever is done in it.
pub const ABSOLUTE: i64 = 12 * 60 * 60;
/// The one-time link opens a session for a minute.
pub const LINK: i64 = 60;
/// So many passphrases may be tried before waiting begins.
const FREE_TRIES: u32 = 5;
/// The longest wait between two tries.
const LONGEST_WAIT: i64 = 15 * 60;

/// A secret in a cookie, a link or a form: 256 random bits, in hexadecimal.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    pub(crate) fn random(world: &dyn World) -> Self {
        let mut bytes = [0; 32];
        world.fill_random(&mut bytes);
        Self(HEXLOWER.encode(&bytes))
    }

    /// What a browser sent, if it has the form of a secret.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let fits = text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        fits.then(|| Self(text.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Under which it is kept: who reads the program's memory afterwards finds no cookie that opens anything.
    fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// What makes the token that every form carries: bound to the cookie, so that no other site can know it.
pub(crate) struct FormKey([u8; 32]);

impl FormKey {
    pub(crate) fn random(world: &dyn World) -> Self {
        let mut key = [0; 32];
        world.fill_random(&mut key);
        Self(key)
    }

    pub(crate) fn token(&self, cookie: &Secret) -> String {
        self.mac(cookie).map_or_else(String::new, |mac| HEXLOWER.encode(&mac.finalize().into_bytes()))
    }

    /// Compares in constant time.
    pub(crate) fn fits(&self, cookie: &Secret, token: &str) -> bool {
        let bytes = HEXLOWER.decode(token.as_bytes());
        let (Ok(bytes), Some(mac)) = (bytes, self.mac(cookie)) else { return false };
        mac.verify_slice(&bytes).is_ok()
    }

    fn mac(&self, cookie: &Secret) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(b"form");
        mac.update(cookie.as_str().as_bytes());
        Some(mac)
    }
}

/// Somebody who is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Session {
    /// Who is working, once they said so.
    pub(crate) actor: Option<String>,
    begun: i64,
    seen: i64,
}

/// Everybody who is in.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    open: BTreeMap<[u8; 32], Session>,
}

impl Sessions {
    /// Lets somebody in under a cookie that nobody had before.
    pub(crate) fn begin(&mut self, world: &dyn World, actor: Option<String>, now: i64) -> Secret {
        let cookie = Secret::random(world);
        self.open.insert(cookie.digest(), Session { actor, begun: now, seen: now });
        cookie
    }

    /// The session of a cookie, which is thereby used.
    pub(crate) fn visit(&mut self, cookie: &Secret, now: i64) -> Option<Session> {
        self.expire(now);
        let session = self.open.get_mut(&cookie.digest())?;
        session.seen = now;
        Some(session.clone())
    }

    pub(crate) fn work_as(&mut self, cookie: &Secret, actor: &str) {
        if let Some(session) = self.open.get_mut(&cookie.digest()) {
            session.actor = Some(actor.to_owned());
        }
    }

    /// Ends those whose time is over. True when this ended the last.
    pub(crate) fn expire(&mut self, now: i64) -> bool {
        let before = self.open.len();
        self.open.retain(|_, s| now - s.seen < IDLE && now - s.begun < ABSOLUTE && now >= s.begun);
        before > 0 && self.open.is_empty()
    }

    pub(crate) fn end_all(&mut self) {
        self.open.clear();
    }
}

/// The link that is printed once and opens one session.
#[derive(Debug)]
pub(crate) struct Link {
    digest: Option<[u8; 32]>,
    until: i64,
    actor: Option<String>,
}

impl Link {
    pub(crate) fn new(secret: &Secret, actor: Option<String>, now: i64) -> Self {
        Self { digest: Some(secret.digest()), until: now + LINK, actor }
    }

    /// Uses the link up; the actor it was made for. A wrong guess uses nothing up.
    pub(crate) fn take(&mut self, secret: &Secret, now: i64) -> Option<Option<String>> {
        let fits = self.digest == Some(secret.digest()) && now <= self.until;
        fits.then(|| {
            self.digest = None;
            self.actor.clone()
        })
    }
}

/// How often a passphrase may be tried: five times, then with a wait that doubles.
#[derive(Debug, Default)]
pub(crate) struct Tries {
    failed: u32,
    next: i64,
}

impl Tries {
    /// Seconds to wait before the next try.
    pub(crate) fn wait(&self, now: i64) -> i64 {
        (self.next - now).max(0)
    }

    pub(crate) fn failed(&mut self, now: i64) {
        self.failed = self.failed.saturating_add(1);
        if self.failed >= FREE_TRIES {
            let doubled = 1_i64.checked_shl((self.failed - FREE_TRIES + 1).min(20)).unwrap_or(LONGEST_WAIT);
            self.next = now + doubled.min(LONGEST_WAIT);
        }
    }

    pub(crate) fn succeeded(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counter(std::sync::atomic::AtomicU8);

    impl World for Counter {
        fn now(&self) -> sanad_model::Timestamp {
            sanad_model::Timestamp::from_unix(0).unwrap()
        }

        fn fill_random(&self, buffer: &mut [u8]) {
            buffer.fill(self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst));
        }

        fn run_confined(
            &self,
            _: &str,
            _: &mut dyn std::io::Read,
            _: sanad_model::Limits,
        ) -> Result<Vec<u8>, sanad_model::ConfinedFailure> {
            Ok(Vec::new())
        }

        fn remembered(&self, _: &str) -> std::io::Result<Option<Vec<u8>>> {
            Ok(None)
        }

        fn remember(&self, _: &str, _: &[u8]) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn world() -> Counter {
        Counter(1.into())
    }

    #[test]
    fn a_session_ends_by_rest_and_by_age() {
        let rows: [(&str, &[i64], bool); 5] = [
            ("used at once", &[0], true),
            ("used just before half an hour", &[IDLE - 1], true),
            ("after half an hour", &[IDLE], false),
            ("kept busy", &[1000, 2000, 3000, 4000], true),
            ("before it began: the clock was set back", &[-1], false),
        ];
        for (name, visits, expected) in rows {
            let mut sessions = Sessions::default();
            let cookie = sessions.begin(&world(), None, 0);
            let last = visits.iter().fold(None, |_, at| sessions.visit(&cookie, *at));
            assert_eq!(last.is_some(), expected, "{name}");
        }
        let mut sessions = Sessions::default();
        let cookie = sessions.begin(&world(), None, 0);
        let busy = (0..ABSOLUTE).step_by(600).all(|at| sessions.visit(&cookie, at).is_some());
        assert!(busy && sessions.visit(&cookie, ABSOLUTE).is_none(), "twelve hours are enough");
    }

    #[test]
    fn a_link_opens_once_and_for_a_minute() {
        let (secret, other) = (Secret::random(&world()), Secret(String::from("f").repeat(64)));
        let mut link = Link::new(&secret, Some("Nigora".to_owned()), 100);
        assert_eq!(link.take(&other, 101), None, "a guess");
        assert_eq!(link.take(&secret, 101), Some(Some("Nigora".to_owned())));
        assert_eq!(link.take(&secret, 102), None, "a second time");
        assert_eq!(Link::new(&secret, None, 100).take(&secret, 161), None, "too late");
    }

    #[test]
    fn trying_passphrases_becomes_slow_and_success_forgets() {
        let mut tries = Tries::default();
        (0..4).for_each(|_| tries.failed(0));
        assert_eq!(tries.wait(0), 0);
        tries.failed(0);
        assert_eq!(tries.wait(0), 2);
        (0..60).for_each(|_| tries.failed(0));
        assert_eq!(tries.wait(0), LONGEST_WAIT);
        tries.succeeded();
        assert_eq!(tries.wait(0), 0);
    }

    #[test]
    fn a_token_fits_its_cookie_alone() {
        let world = world();
        let (key, a, b) = (FormKey::random(&world), Secret::random(&world), Secret::random(&world));
        let token = key.token(&a);
        assert!(
            key.fits(&a, &token) && !key.fits(&b, &token) && !key.fits(&a, "") && !key.fits(&a, &token[2..])
        );
    }
}
