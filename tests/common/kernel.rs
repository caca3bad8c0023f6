// SPDX-License-Identifier: MIT OR Apache-2.0
// What the running kernel has, asked of it by system calls alone: a library that calls it wrongly must not pass for a
// kernel that lacks something.

use std::collections::BTreeMap;
use std::io::Error;
use std::os::fd::AsRawFd;
use std::ptr::{addr_of_mut, null_mut};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use iouring_sys::*;

use super::process::{limits, page_size};
use super::request::Request;
use super::{time_limit, turns};

/// A ring that the kernel alone set up.
pub struct Bare(pub i32, pub io_uring_params);

impl Bare {
    /// Sets it up with these parameters, or tells the `-errno`.
    pub fn new(entries: u32, params: &io_uring_params) -> Result<Bare, i32> {
        let mut params = *params;
        // SAFETY: the parameters are valid for reads and writes; memory of the caller's that they name outlives the ring.
        match unsafe { syscall::io_uring_setup(entries, &mut params) } {
            fd if fd >= 0 => Ok(Bare(fd, params)),
            error => Err(error),
        }
    }

    /// Leaves the descriptor to the caller, and the parameters.
    pub fn into_parts(self) -> (i32, io_uring_params) {
        let parts = (self.0, self.1);
        std::mem::forget(self);
        parts
    }

    /// A plain one of an entry. Only for callers that know that there are rings.
    pub fn plain() -> Bare {
        let ring = patiently(2 * page_size(), || Bare::new(1, &io_uring_params::default()));
        ring.unwrap_or_else(|error| panic!("no plain ring: {}", Error::from_raw_os_error(-error)))
    }

    /// Whether so many bytes can be locked now; they are given back at once.
    fn can_lock(&self, bytes: usize) -> bool {
        let memory = Memory::new(bytes);
        let mut buffer = libc::iovec { iov_base: memory.0, iov_len: bytes };
        let locked = self.register(IORING_REGISTER_BUFFERS, &mut buffer, 1);
        if locked == 0 {
            assert_eq!(self.register(IORING_UNREGISTER_BUFFERS, null_mut::<u8>(), 0), 0);
        }
        locked != -libc::ENOMEM
    }

    /// Maps the part of its memory that is at one of the `IORING_OFF_*`.
    pub fn map(&self, size: usize, offset: u64) -> Memory {
        Memory::of(self.0, size, offset)
    }

    /// What a register call returns.
    fn register<T>(&self, op: u32, arg: *mut T, count: u32) -> i32 {
        // SAFETY: the callers name arguments that suit the call, or addresses at which nothing is.
        unsafe { syscall::io_uring_register(self.0 as u32, op, arg.cast(), count) }
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        // SAFETY: the descriptor is the ring's own, or was refused and is -1.
        unsafe { libc::close(self.0) };
    }
}

/// How much memory this process may have locked, which rings count as, in bytes; `None` where there is no limit.
pub fn lockable() -> Option<usize> {
    const CAP_IPC_LOCK: u32 = 14;
    // The third version of the interface, of which this thread asks. There may be no descriptor for /proc.
    let (mut header, mut sets) = ([0x2008_0522_u32, 0], [0_u32; 6]);
    // SAFETY: header and sets have the sizes of that version.
    let asked = unsafe { libc::syscall(libc::SYS_capget, header.as_mut_ptr(), sets.as_mut_ptr()) };
    assert_eq!(asked, 0, "capget");
    // The effective ones are first.
    let capable = sets[0] >> CAP_IPC_LOCK & 1 != 0;
    let (soft, _) = limits(libc::RLIMIT_MEMLOCK);
    (!capable && soft != libc::RLIM_INFINITY).then_some(soft as usize)
}

/// Whether there is room for so many bytes of locked memory.
pub fn has_room(bytes: usize) -> bool {
    lockable().is_none_or(|most| bytes <= most)
}

/// Whether so little memory may be locked that the rings of a few tests would be too many at once.
pub fn is_scarce() -> bool {
    lockable().is_some_and(|most| most < 1 << 20)
}

/// Rings of the test that has the turn which have not ended, as far as they are `Ring`s.
pub static RINGS: AtomicUsize = AtomicUsize::new(0);

/// Waits, where memory that may be locked is limited, for the turn of this test. Where it is little, waits too, while the
/// test has no ring, until the kernel has given back what earlier rings had locked: it does so a while after they have
/// ended, and until then anything that locks memory may fail. Every test comes here before it has a ring.
pub fn settle() {
    static GIVEN_UP: AtomicBool = AtomicBool::new(false);
    time_limit::start();
    let Some(most) = lockable() else { return };
    turns::take();
    // Half of it: a ring may be there that is none of `RINGS`, or that of the process which started this one.
    let free = most / 2;
    if !is_scarce() || free < page_size() || RINGS.load(Relaxed) > 0 || GIVEN_UP.load(Relaxed) {
        return;
    }
    let plain = || Bare::new(1, &io_uring_params::default());
    let (start, mut ring) = (Instant::now(), plain());
    // One ring for all tries, since each of them would have to be waited for in its turn.
    while ring.as_ref().map_or_else(|error| *error == -libc::ENOMEM, |ring| !ring.can_lock(free)) {
        if start.elapsed() > Duration::from_secs(10) {
            // Somebody else may hold it for good.
            eprintln!("half of the {most} bytes that may be locked are not free: tests may fail with ENOMEM");
            return GIVEN_UP.store(true, Relaxed);
        }
        std::thread::sleep(Duration::from_millis(1));
        ring = ring.or_else(|_| plain());
    }
}

/// Memory that the kernel shares: new, in ordinary pages, or a ring's. A ring in it may be written to after it has ended,
/// while nobody else gets its pages.
pub struct Memory(pub *mut libc::c_void, usize);

impl Memory {
    pub fn new(size: usize) -> Memory {
        Memory::of(-1, size, 0)
    }

    /// That of a file at that offset; of none, if the descriptor is none.
    fn of(file: i32, size: usize, offset: u64) -> Memory {
        let access = libc::PROT_READ | libc::PROT_WRITE;
        let flags = libc::MAP_SHARED | if file < 0 { libc::MAP_ANONYMOUS } else { 0 };
        // SAFETY: asks for a new mapping, wherever the kernel puts it.
        let memory = unsafe { libc::mmap(null_mut(), size, access, flags, file, offset as libc::off_t) };
        assert_ne!(memory, libc::MAP_FAILED, "mmap");
        Memory(memory, size)
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: a mapping of that size, which only its owner uses; a ring that it was lent to has been closed before.
        assert_eq!(unsafe { libc::munmap(self.0, self.1) }, 0);
    }
}

/// Does what needs locked memory, and does it again for a while if there is too little: the kernel gives that of rings
/// that ended back some time later, and on a busy machine may have no pages to give just then. So many bytes must be
/// within the limit.
pub fn patiently<T>(bytes: usize, mut act: impl FnMut() -> Result<T, i32>) -> Result<T, i32> {
    settle();
    let start = Instant::now();
    loop {
        let result = act();
        let short = matches!(&result, Err(error) if *error == -libc::ENOMEM);
        if !short || start.elapsed() > Duration::from_secs(10) || !has_room(bytes) {
            return result;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// About how many bytes a ring takes, in whole pages.
pub fn bytes_of_ring(entries: u32, params: &io_uring_params) -> usize {
    let has = |flag| usize::from(params.flags & flag != 0);
    let sq = entries.clamp(1, 32768).next_power_of_two() as usize;
    let cq = match has(IORING_SETUP_CQSIZE) {
        0 => 2 * sq,
        _ => params.cq_entries.clamp(1, 65536).next_power_of_two() as usize,
    };
    let pages = |bytes: usize| bytes.next_multiple_of(page_size());
    pages(sq * (64 << has(IORING_SETUP_SQE128))) + pages(64 + 4 * sq + cq * (16 << has(IORING_SETUP_CQE32)))
}

/// Why the kernel sets up no plain ring, if it does not.
pub fn refused() -> Option<&'static str> {
    static ANSWER: OnceLock<Option<&'static str>> = OnceLock::new();
    let ask = || {
        let plain = patiently(2 * page_size(), || Bare::new(1, &io_uring_params::default()));
        match -plain.err()? {
            libc::EPERM => Some("io_uring is refused: EPERM, a seccomp filter or kernel.io_uring_disabled"),
            libc::EACCES => Some("io_uring is refused: EACCES, a security module"),
            libc::ENOSYS => {
                Some("io_uring is missing: ENOSYS, the kernel has none or a seccomp filter hides it")
            }
            libc::EINVAL => Some("io_uring is refused: EINVAL for a plain ring, a seccomp filter"),
            // That is no answer to the question.
            _ => None,
        }
    };
    *ANSWER.get_or_init(ask)
}

/// Why the kernel sets up no ring with these entries and parameters, if it does not.
pub fn no_ring(entries: u32, params: &io_uring_params) -> Option<String> {
    if let Some(why) = refused() {
        return Some(why.into());
    }
    if params.flags & IORING_SETUP_NO_MMAP != 0 && !has_no_mmap() {
        return Some("the kernel has no rings in memory of the caller's".into());
    }
    // Memory would have to be brought.
    let flags = params.flags & !(IORING_SETUP_NO_MMAP | IORING_SETUP_REGISTERED_FD_ONLY);
    let bytes = bytes_of_ring(entries, params);
    let mut params = io_uring_params { flags, ..*params };
    let scarce = is_scarce() && has_no_mmap();
    if scarce {
        // It is to fail for want of memory at that address, after all else: what is not set up locks nothing.
        params.flags |= IORING_SETUP_NO_MMAP;
        params.cq_off.user_addr = page_size() as u64;
    }
    let ring = patiently(bytes, || Bare::new(entries, &params));
    match -ring.err()? {
        libc::EFAULT if scarce => None,
        libc::EINVAL => Some(format!("the kernel has no rings with {}", names(flags))),
        libc::ENOMEM if !has_room(bytes) => Some(NO_MEMORY.into()),
        libc::EMFILE => Some(NO_DESCRIPTORS.into()),
        error => Some(format!("no ring: {}", Error::from_raw_os_error(error))),
    }
}

/// The reason of a skip for want of locked memory.
pub const NO_MEMORY: &str = "more locked memory is needed than RLIMIT_MEMLOCK allows";

/// The reason of a skip for want of descriptors.
pub const NO_DESCRIPTORS: &str = "more descriptors are needed than RLIMIT_NOFILE allows";

/// Whether so many descriptors can be open at once, besides those of the test program.
pub fn has_descriptors(count: libc::rlim_t) -> bool {
    limits(libc::RLIMIT_NOFILE).0 >= count + 6
}

/// The names of setup flags, which reasons of skips have.
fn names(flags: u32) -> String {
    macro_rules! named {
        ($($flag:ident)*) => { [$(($flag, stringify!($flag))),*] };
    }
    let all = named!(
        IORING_SETUP_IOPOLL IORING_SETUP_SQPOLL IORING_SETUP_SQ_AFF IORING_SETUP_CQSIZE IORING_SETUP_CLAMP
        IORING_SETUP_ATTACH_WQ IORING_SETUP_R_DISABLED IORING_SETUP_SUBMIT_ALL IORING_SETUP_COOP_TASKRUN
        IORING_SETUP_TASKRUN_FLAG IORING_SETUP_SQE128 IORING_SETUP_CQE32 IORING_SETUP_SINGLE_ISSUER
        IORING_SETUP_DEFER_TASKRUN IORING_SETUP_NO_SQARRAY IORING_SETUP_HYBRID_IOPOLL IORING_SETUP_CQE_MIXED
        IORING_SETUP_SQE_MIXED IORING_SETUP_SQ_REWIND
    );
    let names = all.iter().filter(|(flag, _)| flags & flag != 0);
    let names: Vec<_> = names.map(|(_, name)| name.trim_start_matches("IORING_SETUP_")).collect();
    names.join(" and ")
}

/// Whether the kernel sets up rings with these flags.
pub fn has_setup(flags: u32) -> bool {
    no_ring(1, &io_uring_params { flags, ..Default::default() }).is_none()
}

/// The kernel's `IORING_FEAT_*` bits.
pub fn features() -> u32 {
    static ANSWER: OnceLock<u32> = OnceLock::new();
    *ANSWER.get_or_init(|| Bare::plain().1.features)
}

/// Whether the kernel has all of these features.
pub fn has_features(features: u32) -> bool {
    self::features() & features == features
}

/// Whether the kernel knows an operation.
pub fn supports(op: u32) -> bool {
    static ANSWER: OnceLock<Vec<bool>> = OnceLock::new();
    ANSWER.get_or_init(operations)[op as usize]
}

/// Whether the kernel knows each operation.
fn operations() -> Vec<bool> {
    #[repr(C)]
    struct Probe {
        head: io_uring_probe,
        ops: [io_uring_probe_op; 256],
    }
    let mut probe = Probe { head: Default::default(), ops: [Default::default(); 256] };
    let result = Bare::plain().register(IORING_REGISTER_PROBE, addr_of_mut!(probe), 256);
    assert_eq!(result, 0, "the kernel tells its operations");
    probe.ops.iter().map(|op| u32::from(op.flags) & IO_URING_OP_SUPPORTED != 0).collect()
}

/// Whether the kernel knows a register call that has an argument. Nothing is at the argument's address: who knows the
/// call finds that out, who does not says `EINVAL`.
pub fn registers(op: u32) -> bool {
    static ANSWERS: Mutex<BTreeMap<u32, bool>> = Mutex::new(BTreeMap::new());
    *ANSWERS.lock().expect("nobody panics with it").entry(op).or_insert_with(|| knows(op))
}

fn knows(op: u32) -> bool {
    let nowhere: *mut u8 = 8 as *mut _;
    let count = match op {
        IORING_REGISTER_FILE_ALLOC_RANGE | IORING_REGISTER_CLOCK | IORING_REGISTER_QUERY => 0,
        IORING_REGISTER_IOWQ_MAX_WORKERS => 2,
        IORING_REGISTER_IOWQ_AFF => 8,
        _ => 1,
    };
    let result = match op {
        IORING_REGISTER_QUERY | IORING_REGISTER_SEND_MSG_RING => {
            Bare(-1, Default::default()).register(op, nowhere, count)
        }
        IORING_REGISTER_RESIZE_RINGS => {
            let flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;
            let params = io_uring_params { flags, ..Default::default() };
            let deferred = patiently(2 * page_size(), || Bare::new(1, &params));
            deferred.map_or(-libc::EINVAL, |ring| ring.register(op, nowhere, count))
        }
        _ => Bare::plain().register(op, nowhere, count),
    };
    result != -libc::EINVAL
}

/// Whether the kernel has tables of files and buffers without any.
pub fn has_sparse_tables() -> bool {
    let mut table =
        io_uring_rsrc_register { nr: 1, flags: IORING_RSRC_REGISTER_SPARSE, ..Default::default() };
    let size = size_of::<io_uring_rsrc_register>() as u32;
    Bare::plain().register(IORING_REGISTER_FILES2, addr_of_mut!(table), size) == 0
}

/// Whether the kernel has rings of buffers with these `IOU_PBUF_RING_*` flags.
pub fn has_buffer_rings(flags: u32) -> bool {
    if flags == 0 {
        return registers(IORING_REGISTER_PBUF_RING);
    }
    registers_buffers(flags, 0)
}

/// Whether rings of buffers can say how little is too little to be used, in what is reserved elsewhere.
pub fn has_min_left() -> bool {
    registers_buffers(IOU_PBUF_RING_INC, 1)
}

fn registers_buffers(flags: u32, min_left: u32) -> bool {
    // In memory of the kernel's, so that there need be no other.
    let flags = (flags | IOU_PBUF_RING_MMAP) as u16;
    let mut reg = io_uring_buf_reg { ring_entries: 1, flags, min_left, ..Default::default() };
    let ring = Bare::plain();
    let mut register = || match ring.register(IORING_REGISTER_PBUF_RING, addr_of_mut!(reg), 1) {
        0 => Ok(()),
        error => Err(error),
    };
    patiently(page_size(), &mut register).is_ok()
}

/// Whether the kernel knows what a request asks for that names no file: it finds that out after it has looked at the rest.
fn knows_request(op: u32, change: impl FnOnce(&mut io_uring_sqe)) -> bool {
    let mut entry = io_uring_sqe { opcode: op as u8, fd: -1, ..Default::default() };
    change(&mut entry);
    // What sends without a copy takes locked memory before its flags are looked at.
    let answer = patiently(2 * page_size(), || match Request::submit(entry).result() {
        error if error == -libc::ENOMEM => Err(error),
        result => Ok(result),
    });
    answer.expect("there is memory to ask with") == -libc::EBADF
}

/// Whether an operation that sends takes these flags.
pub fn sends_with(op: u32, flags: u32) -> bool {
    knows_request(op, |entry| entry.ioprio = flags as u16)
}

/// Whether a message can bring flags.
pub fn passes_flags() -> bool {
    knows_request(IORING_OP_MSG_RING, |entry| {
        entry.__bindgen_anon_3.msg_ring_flags = IORING_MSG_RING_FLAGS_PASS
    })
}

/// Whether the operation that does nothing looks a file up, and takes that flag beside it.
pub fn looks_up_with(flag: u32) -> bool {
    knows_request(IORING_OP_NOP, |entry| entry.__bindgen_anon_3.nop_flags = IORING_NOP_FILE | flag)
}

/// Whether advice is for ranges as long as 64 bits tell, on files and on memory: both came in one change.
pub fn advises_on_long_ranges() -> bool {
    // A length where there was none.
    knows_request(IORING_OP_FADVISE, |entry| entry.__bindgen_anon_2.addr = 1)
}

/// Whether requests can be linked.
pub fn links() -> bool {
    let flags = IOSQE_IO_LINK as u8;
    let nothing = io_uring_sqe { opcode: IORING_OP_NOP as u8, flags, ..Default::default() };
    Request::submit(nothing).result() == 0
}

/// Whether a file takes a command, at least to say what is wrong with the rest of the request.
pub fn takes_command(file: &impl AsRawFd, command: u32) -> bool {
    let mut entry = io_uring_sqe { opcode: IORING_OP_URING_CMD as u8, ..Default::default() };
    entry.fd = file.as_raw_fd();
    entry.__bindgen_anon_1.__bindgen_anon_1.cmd_op = command;
    // What the commands about options need.
    entry.__bindgen_anon_2.__bindgen_anon_1.level = libc::SOL_SOCKET as u32;
    Request::submit(entry).result() != -libc::EOPNOTSUPP
}

/// Whether busy polling takes devices that are named, and not only those that it follows.
pub fn polls_named_devices() -> bool {
    let mut napi = io_uring_napi { busy_poll_to: 1, ..Default::default() };
    // Where there is no such choice, that is reserved.
    napi.__bindgen_anon_2.op_param = IO_URING_NAPI_TRACKING_STATIC;
    Bare::plain().register(IORING_REGISTER_NAPI, addr_of_mut!(napi), 1) == 0
}

/// Whether the kernel can copy a part of a table of buffers and replace what is there: the descriptor is none, but the
/// flag is looked at first.
pub fn clones_parts() -> bool {
    let mut clone =
        io_uring_clone_buffers { src_fd: u32::MAX, flags: IORING_REGISTER_DST_REPLACE, ..Default::default() };
    Bare::plain().register(IORING_REGISTER_CLONE_BUFFERS, addr_of_mut!(clone), 1) == -libc::EBADF
}

/// Whether the kernel sets up a ring in memory of the caller's that is mapped with ordinary pages.
fn takes_memory(entries: u32) -> bool {
    let queue = page_size().max(128 * entries as usize);
    let memory = Memory::new(2 * queue);
    let mut params = io_uring_params { flags: IORING_SETUP_NO_MMAP, ..Default::default() };
    params.sq_off.user_addr = memory.0 as u64;
    params.cq_off.user_addr = (memory.0 as usize + queue) as u64;
    patiently(2 * queue, || Bare::new(entries, &params)).is_ok()
}

/// Whether the kernel has `IORING_SETUP_NO_MMAP`: a page for each queue suffices for the smallest ring.
pub fn has_no_mmap() -> bool {
    static ANSWER: OnceLock<bool> = OnceLock::new();
    *ANSWER.get_or_init(|| takes_memory(1))
}

/// Whether it has that, and a queue may consist of several pages anywhere (since 6.10).
pub fn takes_scattered_pages() -> bool {
    static ANSWER: OnceLock<bool> = OnceLock::new();
    *ANSWER.get_or_init(|| takes_memory(page_size() as u32 / 8))
}
