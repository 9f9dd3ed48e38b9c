//! Files in memory: for tests and for cases that must leave no trace.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Listed, NewFile, Put, Store, StoreError, check_name};

/// A store that ends with the process. Clones share the files.
#[derive(Clone, Default)]
pub struct MemoryStore {
    files: Arc<Mutex<BTreeMap<String, Arc<[u8]>>>>,
}

impl MemoryStore {
    fn files(&self) -> MutexGuard<'_, BTreeMap<String, Arc<[u8]>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn put(&self, how: Put, files: Vec<NewFile<'_>>) -> Result<(), StoreError> {
        for file in files {
            check_name(&file.name)?;
            let mut bytes = Vec::new();
            (file.fill)(&mut bytes).map_err(|e| StoreError::io(&file.name, e))?;
            let mut held = self.files();
            match held.get(&file.name) {
                Some(there) if how == Put::Create && **there != *bytes => {
                    return Err(StoreError::Differs(file.name));
                }
                _ => held.insert(file.name, bytes.into()),
            };
        }
        Ok(())
    }

    fn get(&self, name: &str) -> Result<Box<dyn Read + Send>, StoreError> {
        check_name(name)?;
        let bytes = self.files().get(name).cloned();
        bytes
            .map(|b| Box::new(Cursor::new(b)) as Box<dyn Read + Send>)
            .ok_or_else(|| StoreError::Missing(name.to_owned()))
    }

    fn list(&self, folder: &str) -> Result<Vec<Listed>, StoreError> {
        let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let held = self.files();
        let under = held.range(start.clone()..).take_while(|(name, _)| name.starts_with(&start));
        Ok(under.map(|(name, bytes)| Listed { name: name.clone(), size: bytes.len() as u64 }).collect())
    }

    fn remove(&self, name: &str) -> Result<(), StoreError> {
        check_name(name)?;
        self.files().remove(name);
        Ok(())
    }
}
