//! The server: a loopback address or a private socket, and the site behind it until the process ends.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sanad_case::Case;

use crate::app::{App, Log, SharedWorld};
use crate::host::Hosts;
use crate::work::begin_index;

/// How often it is looked whether somebody is still there.
const ROUND: Duration = Duration::from_secs(20);

/// Where to listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listen {
    /// A loopback address; port 0 lets the system choose.
    Address(SocketAddr),
    /// A socket that only its owner can reach.
    Socket(PathBuf),
}

/// Why it does not listen.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Others could reach it.
    #[error("{0} is no loopback address")]
    NotLoopback(SocketAddr),
    /// The system said no.
    #[error("{place}: {source}")]
    Io {
        /// Where it was to listen.
        place: String,
        /// What the system said.
        source: std::io::Error,
    },
}

/// A server that listens and does not answer yet.
pub struct Server {
    app: Arc<App>,
    listener: Listener,
    link: String,
}

enum Listener {
    Address(std::net::TcpListener),
    #[cfg(unix)]
    Socket(std::os::unix::net::UnixListener),
}

impl Server {
    /// Listens for people who work on this case. `actor` is who the one-time link lets in; without a case on hand the
    /// pages ask for the passphrase first.
    ///
    /// # Errors
    /// When the address is not a loopback one, or is taken.
    pub fn listen(
        at: &Listen,
        path: &Path,
        case: Option<Case>,
        actor: Option<String>,
        world: SharedWorld,
        log: Log,
    ) -> Result<Self, ServeError> {
        let (listener, hosts, base) = match at {
            Listen::Address(address) => on_address(*address)?,
            Listen::Socket(socket) => on_socket(socket)?,
        };
        let (app, secret) = App::new(path, case, actor, hosts, world, log);
        let link = format!("{base}/enter?token={}", secret.as_str());
        Ok(Self { app, listener, link })
    }

    /// The one-time link: good once, for a minute.
    #[must_use]
    pub fn link(&self) -> &str {
        &self.link
    }

    /// Answers until the process ends.
    ///
    /// # Errors
    /// When the system takes the listener away.
    pub fn run(self) -> std::io::Result<()> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async move {
            let site = crate::routes::site(Arc::clone(&self.app));
            begin_index(&self.app);
            tokio::spawn(rounds(self.app));
            match self.listener {
                Listener::Address(listener) => {
                    listener.set_nonblocking(true)?;
                    axum::serve(tokio::net::TcpListener::from_std(listener)?, site).await
                }
                #[cfg(unix)]
                Listener::Socket(listener) => {
                    listener.set_nonblocking(true)?;
                    axum::serve(tokio::net::UnixListener::from_std(listener)?, site).await
                }
            }
        })
    }
}

async fn rounds(app: Arc<App>) {
    loop {
        tokio::time::sleep(ROUND).await;
        app.lock_if_idle();
    }
}

fn on_address(address: SocketAddr) -> Result<(Listener, Hosts, String), ServeError> {
    if !address.ip().is_loopback() {
        return Err(ServeError::NotLoopback(address));
    }
    let failed = |source| ServeError::Io { place: address.to_string(), source };
    let listener = std::net::TcpListener::bind(address).map_err(failed)?;
    let port = listener.local_addr().map_err(failed)?.port();
    let host = match address.ip() {
        IpAddr::V4(_) => "127.0.0.1",
        IpAddr::V6(_) => "[::1]",
    };
    Ok((Listener::Address(listener), Hosts::Loopback(port), format!("http://{host}:{port}")))
}

/// The socket is made in a folder of its own rights: nobody else can connect between making and closing it.
#[cfg(unix)]
fn on_socket(socket: &Path) -> Result<(Listener, Hosts, String), ServeError> {
    use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
    let failed = |source| ServeError::Io { place: socket.display().to_string(), source };
    let old = std::fs::symlink_metadata(socket).ok();
    if old.is_some_and(|old| old.file_type().is_socket())
        && std::os::unix::net::UnixStream::connect(socket).is_err()
    {
        std::fs::remove_file(socket).map_err(failed)?;
    }
    let listener = std::os::unix::net::UnixListener::bind(socket).map_err(failed)?;
    std::fs::set_permissions(socket, std::fs::Permissions::from_mode(0o600)).map_err(failed)?;
    Ok((Listener::Socket(listener), Hosts::Socket, "http://YOUR-ADDRESS.onion".to_owned()))
}

#[cfg(not(unix))]
fn on_socket(socket: &Path) -> Result<(Listener, Hosts, String), ServeError> {
    let source = std::io::Error::from(std::io::ErrorKind::Unsupported);
    Err(ServeError::Io { place: socket.display().to_string(), source })
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").finish_non_exhaustive()
    }
}
