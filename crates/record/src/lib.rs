//! Many claims to one record: tolls per source with their bounds, every side kept.
