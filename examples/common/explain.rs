// SPDX-License-Identifier: MIT OR Apache-2.0
//! Says in words why there are no rings here, or why they lack something, and what can be done about it.

use std::{fs, io};

/// The name of an error number that rings are known to return.
pub fn name(errno: i32) -> String {
    let name = match errno {
        libc::EBADF => "EBADF",
        libc::EBADFD => "EBADFD",
        libc::EINVAL => "EINVAL",
        libc::EMFILE => "EMFILE",
        libc::ENFILE => "ENFILE",
        libc::ENOMEM => "ENOMEM",
        libc::ENOSYS => "ENOSYS",
        libc::EOPNOTSUPP => "EOPNOTSUPP",
        libc::EOVERFLOW => "EOVERFLOW",
        libc::EPERM => "EPERM",
        _ => return format!("errno {errno}"),
    };
    name.into()
}

/// The release of the running kernel.
pub fn kernel() -> String {
    proc_sys("osrelease").unwrap_or_else(|| "of unknown version".into())
}

/// Why a ring could not be created.
pub fn no_ring(error: &io::Error) -> String {
    let errno = error.raw_os_error().unwrap_or(0);
    let advice = match errno {
        libc::EPERM => not_permitted(),
        libc::ENOSYS => format!(
            "This kernel ({}) has no io_uring: it is older than Linux 5.1 or was built without\n\
             CONFIG_IO_URING; or a sandbox or an emulator answers for it. Run on a newer kernel, outside of\n\
             those.",
            kernel()
        ),
        libc::ENOMEM => "Out of memory, or of locked memory, which rings count as before Linux 5.12 and since 6.14:\n\
                         all rings of a user together. `ulimit -l` shows the limit, /etc/security/limits.conf\n\
                         (memlock) raises it. Rings that have just ended still count for a moment."
            .into(),
        libc::EINVAL => format!(
            "This kernel ({}) has no such rings, whose flags came with a later release; or a seccomp filter\n\
             answers for it.",
            kernel()
        ),
        libc::EMFILE | libc::ENFILE => "No file descriptor is left: `ulimit -n` shows the limit.".into(),
        _ => error.to_string(),
    };
    format!("{}.\n{advice}", name(errno))
}

/// Who forbids rings to this process.
fn not_permitted() -> String {
    match proc_sys("io_uring_disabled").as_deref() {
        Some("2") => "It is switched off for everybody: kernel.io_uring_disabled is 2.\n\
                      `sysctl kernel.io_uring_disabled=0` as root switches it on."
            .into(),
        Some("1") => format!(
            "The setting kernel.io_uring_disabled is 1: only processes with CAP_SYS_ADMIN or in the\n\
             group that kernel.io_uring_group names ({}) may create rings. Join the group (as root,\n\
             `sysctl kernel.io_uring_group=GID` names one), or `sysctl kernel.io_uring_disabled=0`.",
            proc_sys("io_uring_group").unwrap_or_else(|| "unknown".into())
        ),
        _ => "The kernel allows io_uring, so a seccomp filter forbids it, as container runtimes install by\n\
              default. Run outside of the container, or with a seccomp profile that allows io_uring_setup,\n\
              io_uring_enter and io_uring_register (to try: `docker run --security-opt seccomp=unconfined`)."
            .into(),
    }
}

/// Why there are rings, but not `what`, which came with the release `since`.
pub fn lacks(what: &str, since: &str) -> String {
    format!(
        "This kernel ({}) has io_uring, but not {what}: that came with Linux {since}.\nRun on a newer kernel.",
        kernel()
    )
}

fn proc_sys(setting: &str) -> Option<String> {
    let value = fs::read_to_string(format!("/proc/sys/kernel/{setting}")).ok()?;
    Some(value.trim().to_string())
}
