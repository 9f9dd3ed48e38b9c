//! The vault: encrypted content-addressed objects, event bodies, keys and custody.
