//! `vault.json`: what says that a folder is a case, which slots open it, and that nobody exchanged them.
//!
//! It is replaced whole, and its replacement is the moment at which a slot begins or ends to count: slots that it does
//! not list are leftovers. The MAC, under a key from the master key, covers everything before it.

use sanad_model::World;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::slot::{Slot, Stretch};
use super::{MasterKey, RandomId, Unlock};
use crate::error::{Error, Result};
use crate::store::{NewFile, Put, Store, read_small};

/// The name of the file.
pub(crate) const FILE: &str = "vault.json";
/// The folder of the slots.
pub(crate) const SLOTS: &str = "slots";
/// The format that this program writes and the highest it reads.
pub(crate) const FORMAT: u64 = 1;
const LIMIT: u64 = 64 << 10;

/// The head of a case with its slots read.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    /// The random name of the vault.
    pub(crate) vault: RandomId,
    slots: Vec<(String, Slot)>,
    mac: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Json {
    sanad: u64,
    vault: String,
    slots: Vec<JsonSlot>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    mac: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonSlot {
    file: String,
    sha256: String,
}

/// Enough of any version to say which it is.
#[derive(Deserialize)]
struct AnyVersion {
    sanad: u64,
}

impl Header {
    /// A new case: its head, its master key and the recovery key to be shown once.
    pub(crate) fn create(
        world: &dyn World,
        passphrase: &SecretString,
        stretch: Stretch,
    ) -> Result<(Self, MasterKey, SecretString)> {
        let vault = RandomId::random(world);
        let master = MasterKey::random(world);
        let first = Slot::for_passphrase(world, &vault, passphrase, stretch, &master)?;
        let (second, recovery) = Slot::for_recovery(world, &vault, &master)?;
        let slots = vec![(format!("{SLOTS}/0"), first), (format!("{SLOTS}/1"), second)];
        Ok((Self { vault, slots, mac: String::new() }.sealed(&master), master, recovery))
    }

    /// Reads `vault.json` and the slots that it lists.
    pub(crate) fn read(store: &dyn Store) -> Result<Self> {
        let bytes = read_small(store, FILE, LIMIT)?;
        let bad = |what: &str| Error::damaged(FILE, what);
        let version: AnyVersion =
            serde_json::from_slice(&bytes).map_err(|_| bad("it is not the head of a case"))?;
        if version.sanad > FORMAT {
            return Err(Error::Newer { what: "the case", found: version.sanad, known: FORMAT });
        }
        let json: Json =
            serde_json::from_slice(&bytes).map_err(|_| bad("it is not in the form of this version"))?;
        let vault = RandomId::parse(&json.vault).ok_or_else(|| bad("its vault id is malformed"))?;
        let mut slots = Vec::new();
        for JsonSlot { file, sha256 } in json.slots {
            if !file.starts_with("slots/") {
                return Err(bad("it names a slot outside the slots"));
            }
            let slot = read_small(store, &file, LIMIT)?;
            if data_encoding::HEXLOWER.encode(&Sha256::digest(&slot)) != sha256 {
                return Err(Error::damaged(file, "it is not the slot that vault.json lists"));
            }
            let slot = Slot::parse(&slot).map_err(|what| Error::damaged(&file, what))?;
            slots.push((file, slot));
        }
        let header = Self { vault, slots, mac: json.mac };
        if header.to_bytes() == bytes { Ok(header) } else { Err(bad("it is not in the one spelling")) }
    }

    /// Tries the slots; [`Error::Locked`] if none opens, [`Error::Damaged`] if one does but the MAC does not fit.
    pub(crate) fn unlock(&self, with: &Unlock) -> Result<MasterKey> {
        let master = match with {
            Unlock::Passphrase(passphrase) => {
                let mut tries =
                    self.slots.iter().map(|(_, s)| s.open_with_passphrase(&self.vault, passphrase));
                tries.find_map(Result::transpose).transpose()?
            }
            Unlock::Recovery(key) => {
                self.slots.iter().find_map(|(_, s)| s.open_with_recovery(&self.vault, key))
            }
            Unlock::MasterKey(master) => Some(master.clone()).filter(|m| self.mac_fits(m)),
        };
        let master = master.ok_or(Error::Locked)?;
        if self.mac_fits(&master) {
            Ok(master)
        } else {
            Err(Error::damaged(FILE, "its MAC does not fit: a slot was added, taken away or exchanged"))
        }
    }

    /// Stores slots and head of a new case.
    pub(crate) fn store(&self, store: &dyn Store) -> Result<()> {
        let slots = self.slots.iter().map(|(file, slot)| NewFile::of(file, slot.to_bytes())).collect();
        store.put(Put::Create, slots)?;
        Ok(store.put(Put::Replace, vec![NewFile::of(FILE, self.to_bytes())])?)
    }

    /// Puts a new passphrase in place of all old ones.
    pub(crate) fn change_passphrase(
        &mut self,
        store: &dyn Store,
        world: &dyn World,
        master: &MasterKey,
        passphrase: &SecretString,
        stretch: Stretch,
    ) -> Result<()> {
        let slot = Slot::for_passphrase(world, &self.vault, passphrase, stretch, master)?;
        let taken = |n: &u64| self.slots.iter().any(|(file, _)| *file == format!("{SLOTS}/{n}"));
        let number = (0..u64::MAX).find(|n| !taken(n)).unwrap_or_default();
        let mut next = self.clone();
        next.slots.retain(|(_, slot)| slot.recovery_recipient().is_some());
        next.slots.insert(0, (format!("{SLOTS}/{number}"), slot));
        let next = next.sealed(master);
        // A leftover of an interrupted change may bear the number.
        store.remove(&format!("{SLOTS}/{number}"))?;
        next.store(store)?;
        *self = next;
        self.remove_leftovers(store)
    }

    /// Removes slots that do not count.
    pub(crate) fn remove_leftovers(&self, store: &dyn Store) -> Result<()> {
        for found in store.list(SLOTS)? {
            if !self.slots.iter().any(|(file, _)| *file == found.name) {
                store.remove(&found.name)?;
            }
        }
        Ok(())
    }

    /// The slots with their file names.
    pub(crate) fn slots(&self) -> impl Iterator<Item = (&str, &Slot)> {
        self.slots.iter().map(|(file, slot)| (file.as_str(), slot))
    }

    /// The one spelling of `vault.json`.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let slots = self.slots.iter().map(|(file, slot)| JsonSlot {
            file: file.clone(),
            sha256: data_encoding::HEXLOWER.encode(&Sha256::digest(slot.to_bytes())),
        });
        let json = Json {
            sanad: FORMAT,
            vault: self.vault.to_string(),
            slots: slots.collect(),
            mac: self.mac.clone(),
        };
        let mut bytes = serde_json::to_vec(&json).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    fn sealed(mut self, master: &MasterKey) -> Self {
        self.mac.clear();
        self.mac = data_encoding::HEXLOWER.encode(&master.mac(&self.vault, &self.to_bytes()));
        self
    }

    fn mac_fits(&self, master: &MasterKey) -> bool {
        let bare = Self { mac: String::new(), ..self.clone() };
        data_encoding::HEXLOWER
            .decode(self.mac.as_bytes())
            .is_ok_and(|mac| master.mac_fits(&self.vault, &bare.to_bytes(), &mac))
    }
}
