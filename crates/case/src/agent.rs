//! The key agent: keeps a case's master key in memory for a while, behind a socket that only its owner can reach.
//!
//! The agent is this program started again with a private verb, before anything else is read. It holds one key, gives
//! it to processes of the same user, and ends when its time is up or it is told to. Unix only: elsewhere every
//! command asks for the passphrase, and says so.

use std::path::Path;
use std::time::Duration;

use sanad_vault::MasterKey;

use crate::error::{CaseError, Result};
use crate::open::AskPassphrase;

/// The verb that starts the agent; not for people.
const VERB: &str = "--sanad-key-agent";

/// Becomes the agent and never returns, when the program was started as one.
pub fn run_if_asked() {
    if std::env::args_os().nth(1).is_some_and(|verb| verb == VERB) {
        std::process::exit(i32::from(platform::serve().is_err()));
    }
}

/// Opens the case with its passphrase and hands its key to an agent for `duration`.
///
/// # Errors
/// As opening does; and where the system has no private sockets.
pub fn unlock(case: &Path, ask: &mut dyn AskPassphrase, duration: Duration) -> Result<()> {
    let key = crate::open::master_key(case, ask)?;
    lock(case)?;
    platform::start(case, &key, duration)
}

/// Ends the agent of this case; whether there was one.
///
/// # Errors
/// When the case has no path that can be resolved.
pub fn lock(case: &Path) -> Result<bool> {
    platform::stop(case)
}

/// The key, if an agent holds it.
pub(crate) fn key_of(case: &Path) -> Option<MasterKey> {
    platform::ask(case)
}

#[cfg(unix)]
mod platform {
    use std::io::{Read as _, Write as _};
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::path::{Path, PathBuf};
    use std::process::{Command, Stdio};
    use std::time::Duration;

    use sanad_vault::MasterKey;
    use secrecy::zeroize::Zeroizing;
    use sha2::{Digest as _, Sha256};

    use super::{CaseError, Result, VERB};

    const GIVE: u8 = b'k';
    const END: u8 = b'e';
    const PATIENCE: Duration = Duration::from_secs(5);

    /// The agent itself: socket path, seconds and key come on standard input, one a line.
    pub(super) fn serve() -> std::io::Result<()> {
        harden();
        let mut order = Zeroizing::new(String::new());
        std::io::stdin().read_to_string(&mut order)?;
        let mut lines = order.lines();
        let bad = || std::io::Error::from(std::io::ErrorKind::InvalidInput);
        let socket = PathBuf::from(lines.next().ok_or_else(bad)?);
        let seconds: u64 = lines.next().and_then(|s| s.parse().ok()).ok_or_else(bad)?;
        let key = Zeroizing::new(lines.next().ok_or_else(bad)?.to_owned());
        let listener = listen(&socket)?;
        std::io::stdout().write_all(b"ready\n")?;
        let mine = socket.clone();
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_secs(seconds));
            let _ = std::fs::remove_file(&mine);
            std::process::exit(0);
        });
        for stream in listener.incoming().flatten() {
            if answer(stream, &key).is_ok_and(|end| end) {
                break;
            }
        }
        std::fs::remove_file(&socket)
    }

    /// Serves one visitor; true when told to end. Who is not the same user gets nothing.
    fn answer(mut stream: UnixStream, key: &str) -> std::io::Result<bool> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        if !same_user(&stream) {
            return Ok(false);
        }
        let mut ask = [0];
        stream.read_exact(&mut ask)?;
        match ask {
            [GIVE] => stream.write_all(key.as_bytes()).map(|()| false),
            [END] => stream.write_all(b"ok").map(|()| true),
            _ => Ok(false),
        }
    }

    fn listen(socket: &Path) -> std::io::Result<UnixListener> {
        let _ = std::fs::remove_file(socket);
        let listener = UnixListener::bind(socket)?;
        std::fs::set_permissions(socket, std::fs::Permissions::from_mode(0o600))?;
        Ok(listener)
    }

    pub(super) fn start(case: &Path, key: &MasterKey, duration: Duration) -> Result<()> {
        let failed = |e: std::io::Error| {
            CaseError::wrong_use(
                format!("the key agent could not be started: {e}"),
                "work without it: the passphrase is asked each time",
            )
        };
        let socket = socket_of(case)?;
        let program = std::env::current_exe().map_err(failed)?;
        let mut child = Command::new(program)
            .arg(VERB)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(failed)?;
        let order = Zeroizing::new(format!(
            "{}\n{}\n{}\n",
            socket.display(),
            duration.as_secs(),
            Zeroizing::new(data_encoding::HEXLOWER.encode(key.expose())).as_str()
        ));
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(order.as_bytes()).map_err(failed)?;
        }
        let mut ready = [0; 6];
        let said = child.stdout.take().map(|mut out| out.read_exact(&mut ready));
        match said {
            Some(Ok(())) if &ready == b"ready\n" => Ok(()),
            _ => Err(failed(std::io::Error::other("it did not answer"))),
        }
    }

    pub(super) fn stop(case: &Path) -> Result<bool> {
        let socket = socket_of(case)?;
        let Ok(mut stream) = UnixStream::connect(&socket) else { return Ok(false) };
        let told = stream.write_all(&[END]).and_then(|()| stream.read_exact(&mut [0; 2]));
        Ok(told.is_ok())
    }

    pub(super) fn ask(case: &Path) -> Option<MasterKey> {
        let mut stream = UnixStream::connect(socket_of(case).ok()?).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        stream.write_all(&[GIVE]).ok()?;
        let mut key = Zeroizing::new(String::with_capacity(200));
        stream.take(200).read_to_string(&mut key).ok()?;
        let bytes = Zeroizing::new(data_encoding::HEXLOWER.decode(key.as_bytes()).ok()?);
        bytes.as_slice().try_into().ok().map(MasterKey::from_bytes)
    }

    /// `$XDG_RUNTIME_DIR/sanad/<hash of the case's path>.sock`, in a folder that is ours alone.
    fn socket_of(case: &Path) -> Result<PathBuf> {
        let whole = case.canonicalize().map_err(|e| CaseError::io(case, &e))?;
        let digest = Sha256::digest(whole.as_os_str().as_encoded_bytes());
        let name = data_encoding::HEXLOWER.encode(&digest[..12]);
        let folder = runtime_folder();
        crate::world::private_folder(&folder).map_err(|e| CaseError::io(&folder, &e))?;
        let owner = std::fs::symlink_metadata(&folder).map_err(|e| CaseError::io(&folder, &e))?;
        if owner.uid() != nix::unistd::getuid().as_raw() || !owner.is_dir() || owner.mode() & 0o077 != 0 {
            return Err(CaseError::wrong_use(
                format!("{} is not a folder of yours alone", folder.display()),
                "remove it, or set XDG_RUNTIME_DIR",
            ));
        }
        Ok(folder.join(format!("{name}.sock")))
    }

    fn runtime_folder() -> PathBuf {
        match std::env::var_os("XDG_RUNTIME_DIR").filter(|d| !d.is_empty()) {
            Some(dir) => PathBuf::from(dir).join("sanad"),
            None => std::env::temp_dir().join(format!("sanad-{}", nix::unistd::getuid())),
        }
    }

    /// No core file, no reading by a debugger, no swapping, a session of its own. Each as far as the system allows.
    fn harden() {
        let _ = nix::unistd::setsid();
        let _ = nix::sys::resource::setrlimit(nix::sys::resource::Resource::RLIMIT_CORE, 0, 0);
        #[cfg(target_os = "linux")]
        {
            use nix::sys::mman::{MlockAllFlags, mlockall};
            let _ = nix::sys::prctl::set_dumpable(false);
            let _ = mlockall(MlockAllFlags::MCL_CURRENT | MlockAllFlags::MCL_FUTURE);
        }
    }

    #[cfg(target_os = "linux")]
    fn same_user(stream: &UnixStream) -> bool {
        use nix::sys::socket::{getsockopt, sockopt::PeerCredentials};
        getsockopt(stream, PeerCredentials).is_ok_and(|peer| peer.uid() == nix::unistd::getuid().as_raw())
    }

    /// Elsewhere the folder's permissions are the guard.
    #[cfg(not(target_os = "linux"))]
    fn same_user(_: &UnixStream) -> bool {
        true
    }
}

#[cfg(not(unix))]
mod platform {
    use std::path::Path;
    use std::time::Duration;

    use sanad_vault::MasterKey;

    use super::{CaseError, Result};

    pub(super) fn serve() -> std::io::Result<()> {
        Err(std::io::ErrorKind::Unsupported.into())
    }

    pub(super) fn start(_: &Path, _: &MasterKey, _: Duration) -> Result<()> {
        Err(CaseError::wrong_use(
            "this system has no private sockets, so no key agent",
            "the passphrase is asked each time; or name a file in SANAD_PASSPHRASE_FILE",
        ))
    }

    pub(super) fn stop(_: &Path) -> Result<bool> {
        Ok(false)
    }

    pub(super) fn ask(_: &Path) -> Option<MasterKey> {
        None
    }
}
