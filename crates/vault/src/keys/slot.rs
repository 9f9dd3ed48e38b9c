//! Slots: each holds the master key under one way in, a passphrase or a recovery key.
//!
//! A slot is one line of JSON in one spelling. Its header (everything but `wrapped`) together with the vault id is
//! authenticated when it opens, so a slot can be neither altered nor moved to another case.

use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sanad_model::World;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use super::{KEY, MasterKey, RandomId, age_identity, age_secret_text, recovery_identity, unwrap, wrap};
use crate::error::{Error, Result};

/// What one try of a passphrase costs: Argon2id version 1.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    m_kib: u32,
    t: u32,
    p: u32,
}

/// A slot as it lies on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum Slot {
    /// Opened by a passphrase.
    Passphrase {
        /// 16 random bytes, base 64.
        salt: String,
        /// Memory in KiB.
        m: u32,
        /// Passes.
        t: u32,
        /// Lanes.
        p: u32,
        /// The master key under the stretched passphrase.
        wrapped: String,
    },
    /// Opened by an age identity that somebody wrote down.
    Recovery {
        /// Its public part, `age1…`.
        recipient: String,
        /// An age file that holds the key of this slot, base 64.
        age: String,
        /// The master key under the key of this slot.
        wrapped: String,
    },
}

/// Above this a slot is not stretched but called damaged: nobody meant to wait so long.
const CEILING: Stretch = Stretch { m_kib: 4 << 20, t: 1000, p: 16 };
const SLOT_LIMIT: usize = 4096;

impl Stretch {
    /// The least that is ever written or accepted: 64 MiB, three passes.
    pub const FLOOR: Self = Self { m_kib: 64 << 10, t: 3, p: 1 };

    /// As many passes over 64 MiB as take about `target` on this machine, never fewer than the floor.
    ///
    /// `timed` runs what it is given and says how long it took; so this crate needs no clock.
    pub fn calibrated(target: Duration, timed: &mut dyn FnMut(&mut dyn FnMut()) -> Duration) -> Self {
        let floor = timed(&mut || {
            let _ = Self::FLOOR.stretch(b"how fast is this machine?", &[0; 16]);
        });
        let per_pass = (floor.as_millis() / u128::from(Self::FLOOR.t)).max(1);
        let passes = u32::try_from(target.as_millis() / per_pass).unwrap_or(CEILING.t);
        Self { t: passes.clamp(Self::FLOOR.t, CEILING.t), ..Self::FLOOR }
    }

    fn is_sane(self) -> bool {
        (Self::FLOOR.m_kib..=CEILING.m_kib).contains(&self.m_kib)
            && (Self::FLOOR.t..=CEILING.t).contains(&self.t)
            && (1..=CEILING.p).contains(&self.p)
    }

    fn stretch(self, passphrase: &[u8], salt: &[u8]) -> Result<Zeroizing<[u8; KEY]>> {
        let failed = |e| Error::Refused(format!("the passphrase could not be stretched: {e}"));
        let params = Params::new(self.m_kib, self.t, self.p, Some(KEY)).map_err(failed)?;
        let mut key = Zeroizing::new([0; KEY]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase, salt, &mut *key)
            .map_err(failed)?;
        Ok(key)
    }
}

impl Slot {
    /// A slot that this passphrase opens.
    pub(crate) fn for_passphrase(
        world: &dyn World,
        vault: &RandomId,
        passphrase: &SecretString,
        stretch: Stretch,
        master: &MasterKey,
    ) -> Result<Self> {
        if passphrase.expose_secret().is_empty() {
            return Err(Error::Refused("the passphrase is empty".into()));
        }
        let mut salt = [0; 16];
        world.fill_random(&mut salt);
        let key = stretch.stretch(&normalised(passphrase), &salt)?;
        let Stretch { m_kib: m, t, p } = stretch;
        let slot = Self::Passphrase { salt: BASE64.encode(salt), m, t, p, wrapped: String::new() };
        Ok(slot.closed(world, vault, &key, master))
    }

    /// A slot for a new recovery key, and that key.
    pub(crate) fn for_recovery(
        world: &dyn World,
        vault: &RandomId,
        master: &MasterKey,
    ) -> Result<(Self, SecretString)> {
        let secret = MasterKey::random(world);
        let recipient = age_identity(&secret.0)?.to_public();
        let key = MasterKey::random(world);
        let age = age::encrypt(&recipient, &*key.0).map_err(|e| Error::Refused(format!("age: {e}")))?;
        let slot = Self::Recovery {
            recipient: recipient.to_string(),
            age: BASE64.encode(age),
            wrapped: String::new(),
        };
        Ok((slot.closed(world, vault, &key.0, master), age_secret_text(&secret.0)?))
    }

    /// The master key, if the passphrase is right. `None` also where this slot asks for something else.
    pub(crate) fn open_with_passphrase(
        &self,
        vault: &RandomId,
        passphrase: &SecretString,
    ) -> Result<Option<MasterKey>> {
        let Self::Passphrase { salt, m, t, p, .. } = self else { return Ok(None) };
        let Ok(salt) = BASE64.decode(salt) else { return Ok(None) };
        let key = Stretch { m_kib: *m, t: *t, p: *p }.stretch(&normalised(passphrase), &salt)?;
        Ok(self.opened(vault, &key))
    }

    /// The master key, if the recovery key is right. `None` also where this slot asks for something else.
    pub(crate) fn open_with_recovery(&self, vault: &RandomId, recovery: &SecretString) -> Option<MasterKey> {
        let Self::Recovery { age, .. } = self else { return None };
        let identity = recovery_identity(recovery)?;
        let key = Zeroizing::new(age::decrypt(&identity, &BASE64.decode(age).ok()?).ok()?);
        self.opened(vault, key.as_slice().try_into().ok()?)
    }

    /// The recipient of the recovery key.
    pub(crate) fn recovery_recipient(&self) -> Option<&str> {
        match self {
            Self::Recovery { recipient, .. } => Some(recipient),
            Self::Passphrase { .. } => None,
        }
    }

    /// The one spelling: a line of JSON.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut line = serde_json::to_vec(self).unwrap_or_default();
        line.push(b'\n');
        line
    }

    /// Reads the one spelling; says what is wrong with anything else.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, &'static str> {
        if bytes.len() > SLOT_LIMIT {
            return Err("it is too long for a slot");
        }
        let slot: Self = serde_json::from_slice(bytes).map_err(|_| "it is not in the form of a slot")?;
        if matches!(slot, Self::Passphrase { m, t, p, .. } if !(Stretch { m_kib: m, t, p }).is_sane()) {
            return Err("its stretching is outside what is accepted");
        }
        if slot.to_bytes() == bytes { Ok(slot) } else { Err("it is not in the one spelling of a slot") }
    }

    fn closed(mut self, world: &dyn World, vault: &RandomId, key: &[u8; KEY], master: &MasterKey) -> Self {
        let sealed = BASE64.encode(wrap(world, key, &self.context(vault), &master.0));
        *self.wrapped() = sealed;
        self
    }

    fn opened(&self, vault: &RandomId, key: &[u8; KEY]) -> Option<MasterKey> {
        let sealed = BASE64.decode(self.clone().wrapped()).ok()?;
        unwrap(key, &self.context(vault), &sealed).map(MasterKey)
    }

    /// What is authenticated beside the key: the vault id and this slot with `wrapped` left empty.
    fn context(&self, vault: &RandomId) -> Vec<u8> {
        let mut header = self.clone();
        header.wrapped().clear();
        [vault.as_str().as_bytes(), b"\n", &header.to_bytes()].concat()
    }

    fn wrapped(&mut self) -> &mut String {
        match self {
            Self::Passphrase { wrapped, .. } | Self::Recovery { wrapped, .. } => wrapped,
        }
    }
}

/// NFKC, so that a passphrase typed on another keyboard or system is the same bytes.
fn normalised(passphrase: &SecretString) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(passphrase.expose_secret().nfkc().collect::<String>().into_bytes())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use proptest::prelude::*;
    use sanad_model::{ConfinedFailure, Limits, Timestamp};

    use super::*;

    struct Counting(std::cell::Cell<u8>);

    impl World for Counting {
        fn now(&self) -> Timestamp {
            Timestamp::from_unix(0).unwrap()
        }
        fn fill_random(&self, buffer: &mut [u8]) {
            self.0.set(self.0.get() + 1);
            buffer.fill(self.0.get());
        }
        fn run_confined(&self, _: &str, _: &mut dyn Read, _: Limits) -> Result<Vec<u8>, ConfinedFailure> {
            Err(ConfinedFailure::Start("no helper in this test".into()))
        }
        fn remembered(&self, _: &str) -> std::io::Result<Option<Vec<u8>>> {
            Ok(None)
        }
        fn remember(&self, _: &str, _: &[u8]) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn sample() -> (Slot, SecretString, RandomId, MasterKey) {
        let world = Counting(0.into());
        let vault = RandomId::random(&world);
        let master = MasterKey::random(&world);
        let (slot, recovery) = Slot::for_recovery(&world, &vault, &master).unwrap();
        (slot, recovery, vault, master)
    }

    #[test]
    fn a_slot_opens_in_its_own_case_only() {
        let (slot, recovery, vault, master) = sample();
        assert_eq!(Slot::parse(&slot.to_bytes()), Ok(slot.clone()));
        assert_eq!(slot.open_with_recovery(&vault, &recovery).unwrap().expose(), master.expose());
        let other = RandomId::parse(&"0".repeat(32)).unwrap();
        assert!(slot.open_with_recovery(&other, &recovery).is_none());
        assert!(slot.open_with_passphrase(&vault, &recovery).unwrap().is_none());
    }

    #[test]
    fn parameters_outside_the_limits_are_refused() {
        let slot = |m, t, p| Slot::Passphrase { salt: String::new(), m, t, p, wrapped: String::new() };
        let accepted = |m, t, p| Slot::parse(&slot(m, t, p).to_bytes()).is_ok();
        assert!(accepted(65_536, 3, 1) && accepted(4 << 20, 1000, 16));
        for (m, t, p) in [(65_535, 3, 1), (65_536, 2, 1), (65_536, 3, 0), (u32::MAX, 3, 1), (65_536, 1001, 1)]
        {
            assert!(!accepted(m, t, p), "{m} {t} {p}");
        }
    }

    #[test]
    fn calibration_never_goes_below_the_floor() {
        let passes = |floor_ms: u64| {
            let mut runs = 0;
            let stretch = Stretch::calibrated(Duration::from_secs(1), &mut |_| {
                runs += 1;
                Duration::from_millis(floor_ms)
            });
            assert_eq!((runs, stretch.m_kib, stretch.p), (1, 65_536, 1));
            stretch.t
        };
        assert_eq!(passes(90), 33);
        assert_eq!((passes(5000), passes(0)), (3, 1000));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_are_a_slot_in_the_one_spelling_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(slot) = Slot::parse(&bytes) {
                prop_assert_eq!(slot.to_bytes(), bytes);
            }
        }

        #[test]
        fn a_changed_slot_does_not_open(at in any::<prop::sample::Index>(), change in 1_u8..) {
            let (slot, recovery, vault, _) = sample();
            let mut bytes = slot.to_bytes();
            let at = at.index(bytes.len());
            bytes[at] ^= change;
            if let Ok(changed) = Slot::parse(&bytes) {
                prop_assert!(changed.open_with_recovery(&vault, &recovery).is_none());
            }
        }
    }
}
