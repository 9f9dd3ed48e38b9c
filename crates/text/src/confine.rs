//! The cage: what a process gives up before it looks at a hostile file. All that is Linux-only lives here.
//!
//! Two layers are required, and each is enough against reading a file or calling home: Landlock (no path can be
//! opened at all) and a seccomp filter that allows the two dozen calls of a program that only computes. The filter is
//! an allow-list: whatever is not on it fails with EPERM. Failing is chosen over killing since a library that asks
//! for something harmless (the time zone, the number of processors) then goes on without it, while what is refused is
//! refused all the same. Limits on memory, time, files and processes, a death signal tied to the parent, and empty
//! namespaces where the system grants them come on top.

/// Which of the two required layers to put on; both, except in the self-test that shows that each holds alone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layers {
    pub(crate) landlock: bool,
    pub(crate) seccomp: bool,
}

impl Layers {
    pub(crate) const BOTH: Self = Self { landlock: true, seccomp: true };
}

/// What a caged process may use.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// Address space, bytes.
    pub(crate) memory: u64,
    /// Processor time, seconds.
    pub(crate) seconds: u64,
}

#[cfg(target_os = "linux")]
pub(crate) use linux::confine;

/// What is missing on this system, in a sentence for people; `None` where everything is in place.
#[must_use]
pub fn missing_protection() -> Option<&'static str> {
    if cfg!(target_os = "linux") {
        None
    } else {
        Some(
            "on this system files are read in a process of their own with a time limit, but that process is not \
             confined: it could open files and connections. Read files from people you do not trust on Linux",
        )
    }
}

/// Elsewhere than on Linux there is a process of its own and its deadline, and no cage.
#[cfg(not(target_os = "linux"))]
pub(crate) fn confine(_bounds: Bounds, _layers: Layers) -> Result<(), String> {
    Ok(())
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::BTreeMap;

    use landlock::{
        ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetStatus, Scope,
    };
    use nix::sched::{CloneFlags, unshare};
    use nix::sys::{prctl, signal::Signal};
    use rlimit::Resource;
    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
        SeccompRule,
    };

    use super::{Bounds, Layers};

    /// Gives up everything but computing and the three standard streams. Must be called while the process has one
    /// thread. The error is a sentence for people.
    pub(crate) fn confine(bounds: Bounds, layers: Layers) -> Result<(), String> {
        let say = |what: &'static str| move |error: nix::Error| format!("{what}: {error}");
        close_inherited();
        empty_namespaces();
        // After the namespaces: a change of credentials takes both of these back.
        prctl::set_pdeathsig(Signal::SIGKILL).map_err(say("the death signal"))?;
        prctl::set_dumpable(false).map_err(say("the mark against dumps"))?;
        prctl::set_no_new_privs().map_err(say("the mark against new privileges"))?;
        if layers.landlock {
            landlock().map_err(|error| format!("Landlock: {error}"))?;
        }
        limit(bounds).map_err(|error| format!("resource limits: {error}"))?;
        if layers.seccomp {
            let filter = filter().map_err(|error| format!("seccomp: {error}"))?;
            seccompiler::apply_filter(&filter).map_err(|error| format!("seccomp: {error}"))?;
        }
        Ok(())
    }

    /// Closes whatever the parent left open beside the three standard streams.
    fn close_inherited() {
        let open: Vec<i32> = match std::fs::read_dir("/proc/self/fd") {
            Ok(entries) => entries.flatten().filter_map(|e| e.file_name().to_str()?.parse().ok()).collect(),
            Err(_) => (3..1024).collect(),
        };
        for descriptor in open.into_iter().filter(|descriptor| *descriptor > 2) {
            let _ = nix::unistd::close(descriptor);
        }
    }

    /// A user, network, mount, IPC and host-name namespace of its own, with nothing in them. Many systems do not
    /// grant this to ordinary users; the two required layers do not need it.
    fn empty_namespaces() {
        let all = CloneFlags::CLONE_NEWUSER
            | CloneFlags::CLONE_NEWNET
            | CloneFlags::CLONE_NEWNS
            | CloneFlags::CLONE_NEWIPC
            | CloneFlags::CLONE_NEWUTS;
        let _ = unshare(all);
    }

    /// No access to any path; no TCP, no abstract sockets, no signals outside, where the kernel knows how.
    fn landlock() -> Result<(), String> {
        let rules = Ruleset::default()
            .set_compatibility(CompatLevel::HardRequirement)
            .handle_access(AccessFs::from_all(ABI::V1))
            .map_err(|error| error.to_string())?
            .set_compatibility(CompatLevel::BestEffort)
            .handle_access(AccessFs::from_all(ABI::V5))
            .and_then(|rules| rules.handle_access(AccessNet::from_all(ABI::V5)))
            .and_then(|rules| rules.scope(Scope::from_all(ABI::V6)))
            .and_then(Ruleset::create)
            .map_err(|error| error.to_string())?;
        let status = rules.restrict_self().map_err(|error| error.to_string())?;
        match status.ruleset {
            RulesetStatus::NotEnforced => Err("not enforced by this kernel".to_owned()),
            _ => Ok(()),
        }
    }

    /// Bounds on memory and time; no file may grow, no descriptor be added, no process started, no core dumped.
    fn limit(bounds: Bounds) -> std::io::Result<()> {
        for (resource, most) in [
            (Resource::AS, bounds.memory),
            (Resource::CPU, bounds.seconds),
            (Resource::CORE, 0),
            (Resource::FSIZE, 0),
            (Resource::NPROC, 0),
            (Resource::MEMLOCK, 0),
            (Resource::NOFILE, 3),
        ] {
            // Never above what this process was given.
            let most = most.min(rlimit::getrlimit(resource)?.1);
            rlimit::setrlimit(resource, most, most)?;
        }
        Ok(())
    }

    /// The calls of a program that reads its input, computes in memory that is never executable, writes, and ends.
    fn filter() -> Result<BpfProgram, seccompiler::BackendError> {
        const FREE: [i64; 16] = [
            libc::SYS_brk,
            libc::SYS_clock_gettime,
            libc::SYS_close,
            libc::SYS_exit,
            libc::SYS_exit_group,
            libc::SYS_futex,
            libc::SYS_getrandom,
            libc::SYS_madvise,
            libc::SYS_mremap,
            libc::SYS_munmap,
            libc::SYS_restart_syscall,
            libc::SYS_rt_sigaction,
            libc::SYS_rt_sigprocmask,
            libc::SYS_rt_sigreturn,
            libc::SYS_sched_yield,
            libc::SYS_sigaltstack,
        ];
        let on = |stream: u64| -> Result<SeccompRule, seccompiler::BackendError> {
            let is = SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, stream)?;
            SeccompRule::new(vec![is])
        };
        let not_executable = || -> Result<SeccompRule, seccompiler::BackendError> {
            let exec = u64::from(libc::PROT_EXEC.unsigned_abs());
            let is = SeccompCondition::new(2, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(exec), 0)?;
            SeccompRule::new(vec![is])
        };
        let mut rules: BTreeMap<i64, Vec<SeccompRule>> =
            FREE.into_iter().map(|call| (call, Vec::new())).collect();
        rules.insert(libc::SYS_read, vec![on(0)?]);
        rules.insert(libc::SYS_write, vec![on(1)?, on(2)?]);
        rules.insert(libc::SYS_mmap, vec![not_executable()?]);
        rules.insert(libc::SYS_mprotect, vec![not_executable()?]);
        let refuse = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        let here = std::env::consts::ARCH.try_into()?;
        SeccompFilter::new(rules, refuse, SeccompAction::Allow, here)?.try_into()
    }
}
