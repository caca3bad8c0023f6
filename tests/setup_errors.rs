// SPDX-License-Identifier: MIT OR Apache-2.0
//! Setups that fail say why, leave neither descriptors nor mappings, and leave the parameters alone.

mod common;

use std::os::fd::AsRawFd;

use common::process::{
    alone, descriptors, in_address_space, leaves_nothing, limit, page_size, shared_mappings,
};
use common::{has_or_skip, kernel, ring_or_skip, skip_this, Ring};
use iouring_sys::*;

/// Sets up a ring that the library or the kernel refuses, and returns the error.
fn refused(what: &str, entries: u32, params: io_uring_params) -> i32 {
    leaves_nothing(what, || {
        let mut ring = io_uring::default();
        let mut result = params;
        // SAFETY: the ring and the parameters are valid for writes; errno is this thread's own.
        unsafe {
            *libc::__errno_location() = 77;
            let error = io_uring_queue_init_params(entries, &mut ring, &mut result);
            assert_eq!(*libc::__errno_location(), 77, "{what}: errno");
            assert!(error < 0, "{what}: {error}");
            assert_eq!(as_bytes(&result), as_bytes(&params), "{what}: the parameters");
            // A ring of zeros would have closed standard input here.
            io_uring_queue_exit(&mut ring);
            assert_ne!(libc::fcntl(0, libc::F_GETFD), -1, "{what}: descriptor 0");
            error
        }
    })
}

fn as_bytes(params: &io_uring_params) -> &[u8] {
    // SAFETY: the struct consists of integers without padding between them.
    unsafe { std::slice::from_raw_parts((params as *const io_uring_params).cast(), size_of_val(params)) }
}

fn sized(flags: u32, cq_entries: u32) -> io_uring_params {
    io_uring_params { flags, cq_entries, ..Default::default() }
}

/// A flag that no kernel has, for want of which all others are refused too.
const UNKNOWN_FLAG: u32 = 1 << 31;

#[test]
fn bad_sizes_and_flags_are_invalid() {
    if !common::room_or_skip() {
        return;
    }
    alone("bad_sizes_and_flags_are_invalid", || {
        drop(ring_or_skip!(1));
        let defer = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;
        let cases = [
            ("no entries", 0, sized(0, 0)),
            ("no entries, CLAMP", 0, sized(IORING_SETUP_CLAMP, 0)),
            ("no entries, NO_MMAP", 0, sized(IORING_SETUP_NO_MMAP, 0)),
            ("too many entries", 32769, sized(0, 0)),
            ("too many entries, NO_MMAP", 32769, sized(IORING_SETUP_NO_MMAP, 0)),
            ("as many entries as there are numbers", u32::MAX, sized(0, 0)),
            ("no completion entries", 4, sized(IORING_SETUP_CQSIZE, 0)),
            ("fewer completion entries", 8, sized(IORING_SETUP_CQSIZE, 4)),
            ("too many completion entries", 8, sized(IORING_SETUP_CQSIZE, 65537)),
            ("an unknown flag", 4, sized(UNKNOWN_FLAG, 0)),
            ("an unknown flag, NO_MMAP", 4, sized(UNKNOWN_FLAG | IORING_SETUP_NO_MMAP, 0)),
            ("SQ_AFF without SQPOLL", 4, sized(IORING_SETUP_SQ_AFF, 0)),
            ("SQPOLL with COOP_TASKRUN", 4, sized(IORING_SETUP_SQPOLL | IORING_SETUP_COOP_TASKRUN, 0)),
            ("SQPOLL with DEFER_TASKRUN", 4, sized(IORING_SETUP_SQPOLL | defer, 0)),
            ("TASKRUN_FLAG alone", 4, sized(IORING_SETUP_TASKRUN_FLAG, 0)),
            ("DEFER_TASKRUN alone", 4, sized(IORING_SETUP_DEFER_TASKRUN, 0)),
            ("HYBRID_IOPOLL alone", 4, sized(IORING_SETUP_HYBRID_IOPOLL, 0)),
            ("REGISTERED_FD_ONLY alone", 4, sized(IORING_SETUP_REGISTERED_FD_ONLY, 0)),
            ("CQE_MIXED with CQE32", 4, sized(IORING_SETUP_CQE_MIXED | IORING_SETUP_CQE32, 0)),
            ("SQE_MIXED with SQE128", 4, sized(IORING_SETUP_SQE_MIXED | IORING_SETUP_SQE128, 0)),
            ("SQ_REWIND with SQPOLL", 4, sized(IORING_SETUP_SQ_REWIND | IORING_SETUP_SQPOLL, 0)),
        ];
        for (what, entries, params) in cases {
            assert_eq!(refused(what, entries, params), -libc::EINVAL, "{what}");
        }
        let reserved = io_uring_params { resv: [0, 0, 1], ..Default::default() };
        assert_eq!(refused("a reserved field", 4, reserved), -libc::EINVAL);
        let no_such_cpu = io_uring_params {
            flags: IORING_SETUP_SQPOLL | IORING_SETUP_SQ_AFF,
            sq_thread_cpu: u32::MAX,
            ..Default::default()
        };
        assert_eq!(refused("SQ_AFF to no CPU", 4, no_such_cpu), -libc::EINVAL);
    });
}

#[test]
fn attaching_to_what_cannot_be_shared_fails() {
    if !common::room_or_skip() {
        return;
    }
    alone("attaching_to_what_cannot_be_shared_fails", || {
        let plain = ring_or_skip!(1);
        let file = std::fs::File::open("/dev/null").expect("/dev/null");
        let attach = |flags, fd: i32| {
            let flags = IORING_SETUP_ATTACH_WQ | flags;
            let mut params = io_uring_params { flags, wq_fd: fd as u32, ..Default::default() };
            // SAFETY: the parameters are valid for reads and writes; the descriptor is ours to close.
            let by_call = unsafe {
                let fd = syscall::io_uring_setup(4, &mut params);
                if fd >= 0 {
                    assert_eq!(libc::close(fd), 0);
                    return 0;
                }
                fd
            };
            let params = io_uring_params { flags, wq_fd: fd as u32, ..Default::default() };
            assert_eq!(refused("ATTACH_WQ", 4, params), by_call, "the library says what the kernel says");
            by_call
        };
        for flags in [0, IORING_SETUP_SQPOLL] {
            assert_eq!(attach(flags, file.as_raw_fd()), -libc::EINVAL, "no ring");
            assert_eq!(attach(flags, 9999), -libc::ENXIO, "not open");
            assert_eq!(attach(flags, -1), -libc::ENXIO, "no descriptor");
        }
        assert_eq!(attach(IORING_SETUP_SQPOLL, plain.fd()), -libc::EINVAL, "no polling thread");
        assert_eq!(attach(0, plain.fd()), 0);
    });
}

#[test]
fn queue_init_reports_errors_and_clears_the_ring() {
    alone("queue_init_reports_errors_and_clears_the_ring", || {
        drop(ring_or_skip!(1));
        for (entries, flags) in [(0, 0), (32769, 0), (4, UNKNOWN_FLAG)] {
            leaves_nothing("queue_init", || {
                let mut ring =
                    io_uring { ring_fd: 0, enter_ring_fd: 0, int_flags: 0xff, ..Default::default() };
                // SAFETY: the ring is valid for writes.
                unsafe {
                    assert_eq!(io_uring_queue_init(entries, &mut ring, flags), -libc::EINVAL);
                    io_uring_queue_exit(&mut ring);
                    assert_ne!(libc::fcntl(0, libc::F_GETFD), -1, "standard input is still open");
                }
            });
        }
    });
}

#[test]
fn the_limit_of_descriptors_is_reported() {
    alone("the_limit_of_descriptors_is_reported", || {
        drop(ring_or_skip!(1));
        let open = descriptors();
        // SAFETY: the copy is ours to close; its number is the lowest that is free.
        let free = unsafe {
            let fd = libc::dup(0);
            libc::close(fd);
            fd
        };
        let mapped = shared_mappings();
        let no_mmap = kernel::has_no_mmap();
        let old = limit(libc::RLIMIT_NOFILE, free as libc::rlim_t);
        let mut ring = io_uring::default();
        // SAFETY: the ring is valid for writes.
        let error = unsafe { io_uring_queue_init(4, &mut ring, 0) };
        // SAFETY: as above; the memory is the library's.
        let in_memory = unsafe { io_uring_queue_init(4, &mut ring, IORING_SETUP_NO_MMAP) };
        // SAFETY: as above; without a descriptor there can be no probe either.
        let probe = unsafe { io_uring_get_probe() };
        limit(libc::RLIMIT_NOFILE, old);
        assert_eq!(error, -libc::EMFILE);
        assert!(in_memory == -libc::EMFILE || !no_mmap, "{in_memory}");
        assert!(probe.is_null());
        assert_eq!((descriptors(), shared_mappings()), (open, mapped));
        drop(Ring::try_new(4, 0).expect("a ring, now that there is room"));
    });
}

/// Entries of a ring whose mappings are large: 64 pages of SQEs, as far as a ring may have so many, and half as many of
/// CQEs.
fn many_entries() -> u32 {
    page_size().min(32768) as u32
}

/// Whether there is room for such rings, of which the kernel may charge twice what they take.
fn room_for_many_or_skip() -> bool {
    has_or_skip(kernel::has_room(256 * many_entries() as usize), kernel::NO_MEMORY)
}

/// Fails unless every limit but the last was too low in the same way, those within the SQEs among them.
fn only_the_last_is_enough(results: &[i32]) {
    let (last, failed) = results.split_last().expect("at least one");
    assert_eq!(*last, 0, "the largest limit is enough");
    let pages = 64 * many_entries() as usize / page_size();
    assert!(failed.len() > pages, "only {} limits were too low", failed.len());
    assert!(failed.iter().all(|&error| error == -libc::ENOMEM), "{failed:?}");
}

/// What a setup returned under each limit of the address space, from too little for anything to enough.
fn under_limits(setup: impl Fn(&mut io_uring) -> i32) -> Vec<i32> {
    let mut results = Vec::with_capacity(4096);
    let mut ring = io_uring::default();
    for extra in 0..4096 {
        let result = in_address_space(extra, || setup(&mut ring));
        results.push(result);
        // SAFETY: the ring is set up, or was left as one that need not end.
        unsafe { io_uring_queue_exit(&mut ring) };
        if result == 0 {
            break;
        }
    }
    results
}

#[test]
fn without_room_for_the_mappings_nothing_is_left() {
    alone("without_room_for_the_mappings_nothing_is_left", || {
        drop(ring_or_skip!(1));
        if !room_for_many_or_skip() {
            return;
        }
        // The limit is reached in each of the mappings.
        for flags in [0, IORING_SETUP_NO_MMAP] {
            let has = flags == 0 || kernel::takes_scattered_pages();
            if !has_or_skip(has, "the kernel takes no scattered pages") {
                continue;
            }
            let results = leaves_nothing("a full address space", || {
                under_limits(|ring| {
                    let (before, mut params) = (sized(flags, 0), sized(flags, 0));
                    // SAFETY: the ring and the parameters are valid for writes.
                    let error = unsafe { io_uring_queue_init_params(many_entries(), ring, &mut params) };
                    assert!(error == 0 || as_bytes(&params) == as_bytes(&before), "the parameters");
                    error
                })
            });
            only_the_last_is_enough(&results);
        }
    });
}

#[test]
fn without_room_for_two_ring_mappings_nothing_is_left() {
    alone("without_room_for_two_ring_mappings_nothing_is_left", || {
        drop(ring_or_skip!(1));
        if !room_for_many_or_skip() {
            return;
        }
        let results = leaves_nothing("a full address space", || {
            under_limits(|ring| {
                let setup = || kernel::Bare::new(many_entries(), &io_uring_params::default());
                let bytes = 256 * many_entries() as usize;
                let (fd, mut params) = kernel::patiently(bytes, setup).expect("a ring").into_parts();
                // SAFETY: the parameters and the ring are valid for writes; the descriptor is ours to close.
                unsafe {
                    params.features &= !IORING_FEAT_SINGLE_MMAP;
                    let result = io_uring_queue_mmap(fd, &mut params, ring);
                    if result != 0 {
                        // The descriptor stays the caller's.
                        assert_eq!(libc::close(fd), 0);
                    }
                    result
                }
            })
        });
        only_the_last_is_enough(&results);
    });
}

#[test]
fn mapping_what_is_no_ring_fails() {
    alone("mapping_what_is_no_ring_fails", || {
        drop(ring_or_skip!(1));
        let directory = std::fs::File::open("/").expect("/");
        for (fd, expected) in [(9999, -libc::EBADF), (directory.as_raw_fd(), -libc::ENODEV)] {
            leaves_nothing("no ring", || {
                let mut params = io_uring_params { sq_entries: 4, cq_entries: 8, ..Default::default() };
                let mut ring = io_uring::default();
                // Opened for reading only, a descriptor may not be mapped for writing: the kernel checks that first.
                let allowed = [expected, -libc::EACCES];
                // SAFETY: the parameters and the ring are valid for writes.
                unsafe {
                    let error = io_uring_queue_mmap(fd, &mut params, &mut ring);
                    assert!(allowed.contains(&error), "descriptor {fd}: {error}");
                    assert_eq!(ring.ring_fd, -1);
                    assert_eq!(io_uring_ring_dontfork(&mut ring), -libc::EINVAL);
                    io_uring_queue_exit(&mut ring);
                }
            });
        }
    });
}

#[test]
fn memory_of_the_callers_must_be_large_enough() {
    if !common::room_or_skip() {
        return;
    }
    alone("memory_of_the_callers_must_be_large_enough", || {
        drop(ring_or_skip!(1));
        // Nothing is there: a ring in it would not be set up either.
        let nowhere = page_size() as *mut libc::c_void;
        let init = |entries, params: &mut io_uring_params, size| {
            let mut ring = io_uring { ring_fd: 0, enter_ring_fd: 0, int_flags: 0xff, ..Default::default() };
            let before = *params;
            // SAFETY: the ring and the parameters are valid for writes; a ring that was refused names nothing.
            let result = unsafe {
                let result = io_uring_queue_init_mem(entries, &mut ring, params, nowhere, size);
                io_uring_queue_exit(&mut ring);
                assert_ne!(libc::fcntl(0, libc::F_GETFD), -1, "standard input is still open");
                result
            };
            assert_eq!(as_bytes(params), as_bytes(&before), "the parameters");
            result
        };
        leaves_nothing("memory that is refused", || {
            let mut params = io_uring_params { flags: IORING_SETUP_NO_SQARRAY, ..Default::default() };
            // SAFETY: the parameters are valid.
            let needed = unsafe { io_uring_memory_size_params(16, &mut params) } as usize;
            for size in [0, 1, needed - 1] {
                assert_eq!(init(16, &mut params, size), -libc::ENOMEM, "{size} bytes");
                assert_eq!(init(16, &mut io_uring_params::default(), size), -libc::ENOMEM, "{size} bytes");
            }
            for (entries, flags) in [(0, 0), (32769, 0), (16, UNKNOWN_FLAG)] {
                let mut params = io_uring_params { flags, ..Default::default() };
                assert_eq!(init(entries, &mut params, usize::MAX), -libc::EINVAL, "{entries} entries");
            }
            let crooked = init(16, &mut io_uring_params::default(), usize::MAX);
            assert!([-libc::EFAULT, -libc::EINVAL].contains(&crooked), "no memory there: {crooked}");
        });
    });
}

/// Whether the running kernel is of that version or a later one.
fn kernel_is_since(version: (u32, u32)) -> bool {
    let release = std::fs::read_to_string("/proc/sys/kernel/osrelease").expect("/proc is mounted");
    let mut numbers = release.split(|c: char| !c.is_ascii_digit()).map(|n| n.parse().expect("a number"));
    (numbers.next().expect("a version"), numbers.next().expect("a version")) >= version
}

/// A ring of 8 entries, without the patience of `Ring::try_new`: that there is too little memory is an answer here.
fn try_once(flags: u32) -> Result<Ring, i32> {
    let mut ring = io_uring::default();
    // SAFETY: the ring is valid for writes; where that fails nothing has to be ended.
    match unsafe { io_uring_queue_init(8, &mut ring, flags) } {
        0 => Ok(Ring::owning(ring)),
        error => Err(error),
    }
}

#[test]
fn rings_count_as_locked_memory_of_their_user() {
    const TEST: &str = "rings_count_as_locked_memory_of_their_user";
    const LIMIT: usize = 16;
    alone(TEST, || {
        drop(ring_or_skip!(1));
        if kernel_is_since((5, 12)) && !kernel_is_since((6, 14)) {
            return skip_this("the limit is not on rings");
        }
        // A user that has no rings, and no capabilities: the thread's alone, by the call without the C library.
        let user = 40_000 + std::process::id() % 20_000;
        limit(libc::RLIMIT_MEMLOCK, (LIMIT * page_size()) as libc::rlim_t);
        // SAFETY: plain numbers.
        if unsafe { libc::syscall(libc::SYS_setresuid, user, user, user) } != 0 {
            return skip_this("only root may become another user");
        }
        let mut rings: Vec<Ring> = std::iter::from_fn(|| try_once(0).ok()).take(100).collect();
        assert_eq!(rings.len(), LIMIT / 2, "a page of SQEs and one of rings each");
        assert_eq!(try_once(0).err(), Some(-libc::ENOMEM));
        if kernel_is_since((6, 14)) {
            let in_memory = try_once(IORING_SETUP_NO_MMAP).err();
            assert_eq!(in_memory, Some(-libc::ENOMEM), "whoever maps the memory");
            let mut error = 0;
            // SAFETY: the ring is set up, and the error valid for writes.
            let buffers = unsafe { io_uring_setup_buf_ring(rings[0].ptr(), 4, 1, 0, &mut error) };
            assert_eq!((buffers.is_null(), error), (true, -libc::ENOMEM), "rings of buffers, too");
        }
        // Now it cannot tell that it is a new kernel.
        // SAFETY: plain numbers.
        assert_eq!(unsafe { io_uring_mlock_size(8, 0) } as usize, 2 * page_size());
        rings.pop();
        let start = std::time::Instant::now();
        while try_once(0).is_err() {
            assert!(start.elapsed() < std::time::Duration::from_secs(60), "it is given back");
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    });
}

#[test]
fn sizes_of_impossible_rings_are_errors() {
    for (entries, flags, cq_entries) in [
        (0, 0, 0),
        (32769, 0, 0),
        (4, IORING_SETUP_CQSIZE, 0),
        (8, IORING_SETUP_CQSIZE, 4),
        (8, IORING_SETUP_CQSIZE, 65537),
    ] {
        let mut params = sized(flags, cq_entries);
        // SAFETY: the parameters are valid.
        unsafe {
            assert_eq!(io_uring_memory_size_params(entries, &mut params), -libc::EINVAL as isize);
            assert_eq!(io_uring_mlock_size_params(entries, &mut params), -libc::EINVAL as isize);
            if flags == 0 {
                assert_eq!(io_uring_memory_size(entries, flags), -libc::EINVAL as isize);
                assert_eq!(io_uring_mlock_size(entries, flags), -libc::EINVAL as isize);
            }
        }
    }
}
