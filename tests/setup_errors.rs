// SPDX-License-Identifier: MIT OR Apache-2.0
//! Setups that fail say why, leave neither descriptors nor mappings, and leave the parameters alone.

mod common;

use std::os::fd::AsRawFd;
use std::ptr::null_mut;

use common::process::{alone, descriptors, leaves_nothing, limit, page_size};
use common::{ring_or_skip, skip, Ring};
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
fn attaching_to_what_is_no_ring_fails() {
    alone("attaching_to_what_is_no_ring_fails", || {
        drop(ring_or_skip!(1));
        let file = std::fs::File::open("/dev/null").expect("/dev/null");
        for (fd, expected) in [(file.as_raw_fd(), -libc::EINVAL), (9999, -libc::ENXIO)] {
            let params = io_uring_params {
                flags: IORING_SETUP_ATTACH_WQ | IORING_SETUP_SQPOLL,
                wq_fd: fd as u32,
                ..Default::default()
            };
            assert_eq!(refused("ATTACH_WQ", 4, params), expected, "descriptor {fd}");
        }
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
        let old = limit(libc::RLIMIT_NOFILE, free as libc::rlim_t);
        let mut ring = io_uring::default();
        // SAFETY: the ring is valid for writes.
        let error = unsafe { io_uring_queue_init(4, &mut ring, 0) };
        // SAFETY: as above; without a descriptor there can be no probe either.
        let probe = unsafe { io_uring_get_probe() };
        limit(libc::RLIMIT_NOFILE, old);
        assert_eq!(error, -libc::EMFILE);
        assert!(probe.is_null());
        assert_eq!(descriptors(), open);
        drop(Ring::try_new(4, 0).expect("a ring, now that there is room"));
    });
}

/// What a setup returned under each limit of the address space, from too little for anything to enough.
fn under_limits(setup: impl Fn(&mut io_uring) -> i32) -> Vec<i32> {
    let page = page_size() as u64;
    let mut results = Vec::with_capacity(4096);
    let mut ring = io_uring::default();
    for extra in 0..4096 {
        let statm = std::fs::read_to_string("/proc/self/statm").expect("/proc is mounted");
        let used: u64 =
            statm.split(' ').next().and_then(|pages| pages.parse().ok()).expect("a number of pages");
        let old = limit(libc::RLIMIT_AS, ((used + extra) * page) as libc::rlim_t);
        let result = setup(&mut ring);
        limit(libc::RLIMIT_AS, old);
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
        // 64 pages of SQEs, and a few of rings: so the limit is reached in each of the mappings.
        for flags in [0, IORING_SETUP_NO_MMAP] {
            let results = leaves_nothing("a full address space", || {
                // SAFETY: the ring is valid for writes.
                under_limits(|ring| unsafe { io_uring_queue_init(4096, ring, flags) })
            });
            let (last, failed) = results.split_last().expect("at least one");
            if *last != 0 && flags != 0 {
                skip("without_room_for_the_mappings_nothing_is_left", "the kernel refuses NO_MMAP");
                continue;
            }
            assert_eq!(*last, 0, "the largest limit is enough");
            assert!(failed.len() > 64, "only {} limits were too low", failed.len());
            assert!(failed.iter().all(|&error| error == -libc::ENOMEM), "{failed:?}");
        }
    });
}

#[test]
fn without_room_for_two_ring_mappings_nothing_is_left() {
    alone("without_room_for_two_ring_mappings_nothing_is_left", || {
        drop(ring_or_skip!(1));
        let results = leaves_nothing("a full address space", || {
            under_limits(|ring| {
                let mut params = io_uring_params::default();
                // SAFETY: the parameters and the ring are valid for writes; the descriptor is ours to close.
                unsafe {
                    let fd = syscall::io_uring_setup(4096, &mut params);
                    assert!(fd >= 0);
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
        let (last, failed) = results.split_last().expect("at least one");
        assert_eq!(*last, 0);
        assert!(failed.len() > 64 && failed.iter().all(|&error| error == -libc::ENOMEM), "{failed:?}");
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
    alone("memory_of_the_callers_must_be_large_enough", || {
        drop(ring_or_skip!(1));
        let mut params = io_uring_params::default();
        // SAFETY: the parameters are valid; memory of size 0 is not touched, and a ring that was refused not used.
        unsafe {
            let needed = io_uring_memory_size_params(16, &mut params);
            assert!(needed > 0);
            leaves_nothing("too small a memory", || {
                let mut ring = io_uring::default();
                for size in [0, 1, needed as usize - 1] {
                    let got = io_uring_queue_init_mem(16, &mut ring, &mut params, null_mut(), size);
                    assert_eq!(got, -libc::ENOMEM, "{size} bytes");
                    assert_eq!(ring.ring_fd, -1);
                }
                for (entries, flags) in [(0, 0), (32769, 0), (16, UNKNOWN_FLAG)] {
                    let mut params = io_uring_params { flags, ..Default::default() };
                    let got =
                        io_uring_queue_init_mem(entries, &mut ring, &mut params, null_mut(), usize::MAX);
                    assert_eq!(got, -libc::EINVAL, "{entries} entries");
                    assert_eq!(params.flags, flags);
                    io_uring_queue_exit(&mut ring);
                }
            });
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
