//! The pages as a browser meets them: the real server on a real socket.

mod browser;
mod client;
mod doors;
mod dossier;
mod firefox;
mod looks;
mod work;
