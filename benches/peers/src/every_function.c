/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Calls every function of a liburing, in its usual forms, for strace to count what system calls each makes: they stand
 * between a write of "FUNCTION: FORM" to descriptor -1 and one of the result to descriptor -2. A program for any liburing.
 * What a kernel refuses, it refuses to each.
 */
#include "check.h"

#include <errno.h>
#include <liburing.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* As in event_loop.rs. */
#define NO_IO_URING 77

/* ---- Marks ------------------------------------------------------------------------------------------------------- */

/* What the ring is that the calls are made for, a part of each form. */
static const char *kind = "";

static void begin(const char *function, const char *form)
{
	char text[128];
	int len = snprintf(text, sizeof(text), "%s: %s%s%s", function, kind, *kind && *form ? ", " : "", form);

	CHECK(len < (int)sizeof(text) && write(-1, text, (size_t)len) == -1);
}

static void end(long result)
{
	char text[32];
	int len = snprintf(text, sizeof(text), "%ld", result);

	CHECK(write(-2, text, (size_t)len) == -1);
}

#define COUNT(function, form, ...) \
	({ \
		begin(#function, form); \
		long result_ = (long)function(__VA_ARGS__); \
		end(result_); \
		result_; \
	})

/* Of functions that return nothing. */
#define COUNT_VOID(function, form, ...) \
	do { \
		begin(#function, form); \
		function(__VA_ARGS__); \
		end(0); \
	} while (0)

/* Of functions that return a pointer. */
#define COUNT_POINTER(function, form, ...) \
	({ \
		begin(#function, form); \
		void *result_ = function(__VA_ARGS__); \
		end(result_ ? 0 : -1); \
		result_; \
	})

/* ---- Rings ------------------------------------------------------------------------------------------------------- */

#define ENTRIES 8
/* As large as any. */
#define PAGE 65536

/* Sets up a ring that is not counted. */
static void set_up(struct io_uring *ring, unsigned flags)
{
	CHECK(io_uring_queue_init(ENTRIES, ring, flags) == 0);
}

static void prepare_nop(struct io_uring *ring)
{
	struct io_uring_sqe *sqe = io_uring_get_sqe(ring);

	CHECK(sqe);
	io_uring_prep_nop(sqe);
}

/* Makes a completion ready. */
static void complete(struct io_uring *ring)
{
	prepare_nop(ring);
	CHECK(io_uring_submit_and_wait(ring, 1) == 1);
}

static void drain(struct io_uring *ring)
{
	io_uring_cq_advance(ring, io_uring_cq_ready(ring));
}

static void *pages(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

	CHECK(memory != MAP_FAILED);
	return memory;
}

/* ---- Setting up and ending --------------------------------------------------------------------------------------- */

static void ring_by_parameters(const char *form, unsigned entries, unsigned flags)
{
	struct io_uring_params p = { .flags = flags };
	struct io_uring ring;

	if (COUNT(io_uring_queue_init_params, form, entries, &ring, &p) == 0)
		io_uring_queue_exit(&ring);
}

static void rings_of(const char *form, unsigned entries, unsigned flags)
{
	struct io_uring ring;

	ring_by_parameters(form, entries, flags);
	if (COUNT(io_uring_queue_init, form, entries, &ring, flags) == 0) {
		COUNT(io_uring_ring_dontfork, form, &ring);
		COUNT_VOID(io_uring_queue_exit, form, &ring);
	}
}

static void ring_in_memory(void)
{
	struct io_uring_params p = { 0 };
	void *memory = pages(16 * PAGE);
	struct io_uring ring;

	if (COUNT(io_uring_queue_init_mem, "", ENTRIES, &ring, &p, memory, 16 * PAGE) >= 0)
		COUNT_VOID(io_uring_queue_exit, "memory of the caller's", &ring);
}

static void ring_by_hand(void)
{
	struct io_uring_params p = { 0 };
	struct io_uring ring = { 0 };
	int fd = (int)COUNT(io_uring_setup, "", ENTRIES, &p);

	CHECK(fd >= 0);
	CHECK(COUNT(io_uring_queue_mmap, "", fd, &p, &ring) == 0);
	COUNT(io_uring_enter, "", (unsigned)fd, 0, 0, IORING_ENTER_GETEVENTS, NULL);
	COUNT(io_uring_enter2, "", (unsigned)fd, 0, 0, IORING_ENTER_GETEVENTS, NULL, 8);
	COUNT(io_uring_register, "", (unsigned)fd, IORING_UNREGISTER_EVENTFD, NULL, 0);
	COUNT_VOID(io_uring_queue_exit, "mapped by hand", &ring);
}

static void sizes(void)
{
	struct io_uring_params p = { 0 };

	COUNT(io_uring_mlock_size, "", ENTRIES, 0);
	COUNT(io_uring_mlock_size_params, "", ENTRIES, &p);
	COUNT(io_uring_memory_size, "", ENTRIES, 0);
	COUNT(io_uring_memory_size_params, "", ENTRIES, &p);
	COUNT(io_uring_major_version, "");
	COUNT(io_uring_minor_version, "");
	COUNT(io_uring_check_version, "", 2, 15);
}

static void resized_ring(void)
{
	struct io_uring_params p = { .sq_entries = 2 * ENTRIES, .cq_entries = 4 * ENTRIES };
	struct io_uring ring;

	set_up(&ring, IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN);
	COUNT(io_uring_resize_rings, "", &ring, &p);
	io_uring_queue_exit(&ring);
}

static void setups(void)
{
	rings_of("plain", ENTRIES, 0);
	rings_of("more than a page", 4096, 0);
	rings_of("SQPOLL", ENTRIES, IORING_SETUP_SQPOLL);
	rings_of("IOPOLL", ENTRIES, IORING_SETUP_IOPOLL);
	rings_of("large entries", ENTRIES, IORING_SETUP_SQE128 | IORING_SETUP_CQE32);
	rings_of("DEFER_TASKRUN", ENTRIES, IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN);
	rings_of("NO_SQARRAY", ENTRIES, IORING_SETUP_NO_SQARRAY);
	rings_of("NO_MMAP", ENTRIES, IORING_SETUP_NO_MMAP);
	ring_by_parameters("NO_MMAP, more than a page", 4096, IORING_SETUP_NO_MMAP);
	rings_of("REGISTERED_FD_ONLY", ENTRIES, IORING_SETUP_NO_MMAP | IORING_SETUP_REGISTERED_FD_ONLY);
	rings_of("a flag that is not there", ENTRIES, 1u << 31);
	rings_of("no entries", 0, 0);
	ring_in_memory();
	ring_by_hand();
	sizes();
	resized_ring();
}

/* ---- Submitting and waiting -------------------------------------------------------------------------------------- */

static void submits(struct io_uring *ring)
{
	COUNT(io_uring_submit, "nothing queued", ring);
	prepare_nop(ring);
	COUNT(io_uring_submit, "a NOP", ring);
	prepare_nop(ring);
	COUNT(io_uring_submit_and_wait, "a NOP", ring, 1);
	COUNT(io_uring_submit_and_wait, "nothing queued, one there", ring, 1);
	prepare_nop(ring);
	COUNT(io_uring_submit_and_get_events, "a NOP", ring);
	COUNT(io_uring_get_events, "", ring);
	COUNT(__io_uring_sqring_wait, "", ring);
	COUNT(io_uring_sqring_wait, "", ring);
	drain(ring);
}

/* The waits, with a NOP that is queued where they submit, or with a completion that is there, or with none. */
static void waits(struct io_uring *ring, const char *form, sigset_t *mask, void (*before)(struct io_uring *ring))
{
	struct __kernel_timespec ts = { .tv_nsec = 1000000 };
	struct io_uring_cqe *cqe;

#define WAIT(function, ...) \
	do { \
		if (before) \
			before(ring); \
		COUNT(function, form, ring, &cqe, __VA_ARGS__); \
		drain(ring); \
	} while (0)
	if (before != prepare_nop) {
		WAIT(io_uring_wait_cqes, 1, &ts, mask);
		WAIT(io_uring_wait_cqes_min_timeout, 1, &ts, 10, mask);
		WAIT(io_uring_wait_cqe_timeout, &ts);
	}
	WAIT(io_uring_submit_and_wait_timeout, 1, &ts, mask);
	WAIT(io_uring_submit_and_wait_min_timeout, 1, &ts, 10, mask);
#undef WAIT
}

/* Looks at completions, and waits without a limit: `ready` of them are there. */
static void looks(struct io_uring *ring, const char *form, unsigned ready)
{
	struct io_uring_cqe *cqes[ENTRIES], *cqe;

	COUNT(io_uring_peek_cqe, form, ring, &cqe);
	COUNT(io_uring_peek_batch_cqe, form, ring, cqes, ENTRIES);
	COUNT(__io_uring_get_cqe, form, ring, &cqe, 0, ready, NULL);
	COUNT(io_uring_wait_cqe_nr, form, ring, &cqe, ready);
	if (!ready)
		return;
	COUNT(io_uring_wait_cqe, form, ring, &cqe);
	COUNT(io_uring_wait_cqes, "one there, no limit", ring, &cqe, 1, NULL, NULL);
}

/* More completions than the queue has room for: the kernel keeps the rest, and gives it to who enters. */
static void overflows(void)
{
	struct io_uring_cqe *cqes[ENTRIES], *cqe;
	struct io_uring ring;

	kind = "overflow";
	set_up(&ring, 0);
	for (unsigned i = 0; i < 5 * ENTRIES; i++) {
		prepare_nop(&ring);
		CHECK(io_uring_submit(&ring) == 1);
	}
	COUNT(io_uring_peek_cqe, "one there", &ring, &cqe);
	COUNT(io_uring_submit, "nothing queued", &ring);
	drain(&ring);
	COUNT(io_uring_peek_cqe, "none", &ring, &cqe);
	drain(&ring);
	COUNT(io_uring_peek_batch_cqe, "none", &ring, cqes, ENTRIES);
	io_uring_queue_exit(&ring);
	kind = "";
}

static void loop_on(const char *name, unsigned flags, int registered)
{
	struct io_uring ring;
	sigset_t mask;

	kind = name;
	sigemptyset(&mask);
	set_up(&ring, flags);
	if (registered)
		CHECK(io_uring_register_ring_fd(&ring) == 1);
	submits(&ring);
	waits(&ring, "none", NULL, NULL);
	waits(&ring, "none, with a mask", &mask, NULL);
	waits(&ring, "a NOP queued", NULL, prepare_nop);
	waits(&ring, "a NOP queued, with a mask", &mask, prepare_nop);
	waits(&ring, "one there", NULL, complete);
	waits(&ring, "one there, with a mask", &mask, complete);
	looks(&ring, "none", 0);
	complete(&ring);
	looks(&ring, "one there", 1);
	COUNT_VOID(io_uring_queue_exit, "after a loop", &ring);
	kind = "";
}

/* Until the thread that submits for the ring sleeps. */
static void fall_asleep(struct io_uring *ring)
{
	const struct timespec moment = { .tv_nsec = 1000000 };

	while (!(IO_URING_READ_ONCE(*ring->sq.kflags) & IORING_SQ_NEED_WAKEUP))
		nanosleep(&moment, NULL);
}

/*
 * Whether the thread that submits is awake decides about the calls: it is for long, once it had something to do, or
 * sleeps before each of them.
 */
static void loop_on_polled(void)
{
	struct io_uring_params p = { .flags = IORING_SETUP_SQPOLL, .sq_thread_idle = 60000 };
	struct __kernel_timespec ts = { .tv_sec = 60 };
	struct io_uring_cqe *cqe;
	struct io_uring ring;

	kind = "SQPOLL, awake";
	CHECK(io_uring_queue_init_params(ENTRIES, &ring, &p) == 0);
	complete(&ring);
	drain(&ring);
	COUNT(io_uring_submit, "nothing queued", &ring);
	prepare_nop(&ring);
	COUNT(io_uring_submit, "a NOP", &ring);
	CHECK(io_uring_wait_cqe(&ring, &cqe) == 0);
	looks(&ring, "one there", 1);
	COUNT(io_uring_submit_and_wait_timeout, "one there", &ring, &cqe, 1, &ts, NULL);
	COUNT(__io_uring_sqring_wait, "", &ring);
	COUNT(io_uring_sqring_wait, "", &ring);
	COUNT_VOID(io_uring_queue_exit, "after a loop", &ring);

	kind = "SQPOLL, asleep";
	memset(&p, 0, sizeof(p));
	p.flags = IORING_SETUP_SQPOLL;
	p.sq_thread_idle = 1;
	CHECK(io_uring_queue_init_params(ENTRIES, &ring, &p) == 0);
	fall_asleep(&ring);
	COUNT(io_uring_submit, "nothing queued", &ring);
	prepare_nop(&ring);
	COUNT(io_uring_submit, "a NOP", &ring);
	CHECK(io_uring_wait_cqe(&ring, &cqe) == 0);
	drain(&ring);
	fall_asleep(&ring);
	prepare_nop(&ring);
	COUNT(io_uring_submit_and_wait, "a NOP", &ring, 1);
	drain(&ring);
	fall_asleep(&ring);
	prepare_nop(&ring);
	COUNT(io_uring_submit_and_wait_timeout, "a NOP", &ring, &cqe, 1, &ts, NULL);
	io_uring_queue_exit(&ring);
	kind = "";
}

/* ---- Registering ------------------------------------------------------------------------------------------------- */

static char memory[2][PAGE] __attribute__((aligned(PAGE)));

static void buffers(struct io_uring *ring, struct io_uring *other)
{
	const struct iovec iovecs[] = { { memory[0], PAGE }, { memory[1], PAGE } };
	const __u64 tags[] = { 0, 0 };

	COUNT(io_uring_register_buffers, "", ring, iovecs, 2);
	COUNT(io_uring_clone_buffers, "", other, ring);
	io_uring_unregister_buffers(other);
	COUNT(__io_uring_clone_buffers, "", other, ring, 0);
	io_uring_unregister_buffers(other);
	COUNT(io_uring_clone_buffers_offset, "", other, ring, 0, 1, 1, 0);
	io_uring_unregister_buffers(other);
	COUNT(__io_uring_clone_buffers_offset, "", other, ring, 0, 1, 1, 0);
	io_uring_unregister_buffers(other);
	COUNT(io_uring_unregister_buffers, "", ring);
	COUNT(io_uring_register_buffers_tags, "", ring, iovecs, tags, 2);
	COUNT(io_uring_register_buffers_update_tag, "", ring, 0, iovecs, tags, 1);
	io_uring_unregister_buffers(ring);
	COUNT(io_uring_register_buffers_sparse, "", ring, 2);
}

static void files(struct io_uring *ring)
{
	const int fds[] = { 0, 1 };
	const __u64 tags[] = { 0, 0 };

	COUNT(io_uring_register_files, "", ring, fds, 2);
	COUNT(io_uring_register_files_update, "", ring, 0, fds, 1);
	COUNT(io_uring_unregister_files, "", ring);
	COUNT(io_uring_register_files_tags, "", ring, fds, tags, 2);
	COUNT(io_uring_register_files_update_tag, "", ring, 0, fds, tags, 1);
	io_uring_unregister_files(ring);
	COUNT(io_uring_register_files_sparse, "", ring, 4);
	COUNT(io_uring_register_file_alloc_range, "", ring, 2, 2);
}

/* Tables for which the soft limit of descriptors has to be raised, each time. */
static void many_files(struct io_uring *ring)
{
	static int fds[128];
	static __u64 tags[128];
	struct rlimit limit;

	CHECK(getrlimit(RLIMIT_NOFILE, &limit) == 0);
	memset(fds, -1, sizeof(fds));
#define WITH_FEW(function, ...) \
	do { \
		struct rlimit few = { .rlim_cur = 64, .rlim_max = limit.rlim_max }; \
		io_uring_unregister_files(ring); \
		CHECK(setrlimit(RLIMIT_NOFILE, &few) == 0); \
		COUNT(function, "above the soft limit", ring, __VA_ARGS__); \
	} while (0)
	WITH_FEW(io_uring_register_files, fds, 128);
	WITH_FEW(io_uring_register_files_tags, fds, tags, 128);
	WITH_FEW(io_uring_register_files_sparse, 128);
#undef WITH_FEW
	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
}

static void buffer_rings(struct io_uring *ring)
{
	struct io_uring_buf_reg reg = { .ring_entries = 8, .bgid = 1 };
	struct io_uring_buf_ring *buf_ring;
	uint16_t head;
	int err;

	reg.ring_addr = (uintptr_t)memory[0];
	COUNT(io_uring_register_buf_ring, "", ring, &reg, 0);
	COUNT(io_uring_buf_ring_head, "", ring, 1, &head);
	COUNT(io_uring_unregister_buf_ring, "", ring, 1);
	buf_ring = COUNT_POINTER(io_uring_setup_buf_ring, "", ring, 8, 2, 0, &err);
	if (buf_ring)
		COUNT(io_uring_free_buf_ring, "", ring, buf_ring, 8, 2);
	buf_ring = COUNT_POINTER(io_uring_setup_buf_ring, "memory of the kernel's", ring, 8, 3, IOU_PBUF_RING_MMAP, &err);
	if (buf_ring)
		COUNT(io_uring_free_buf_ring, "memory of the kernel's", ring, buf_ring, 8, 3);
}

static void notifications(struct io_uring *ring, struct io_uring *other)
{
	struct io_uring_sync_cancel_reg cancel = { .addr = 1, .timeout = { .tv_sec = -1, .tv_nsec = -1 } };
	struct io_uring_sqe message = { 0 };
	int fd = eventfd(0, 0);

	CHECK(fd >= 0);
	COUNT(io_uring_register_eventfd, "", ring, fd);
	COUNT(io_uring_unregister_eventfd, "", ring);
	COUNT(io_uring_register_eventfd_async, "", ring, fd);
	COUNT(io_uring_register_sync_cancel, "", ring, &cancel);
	io_uring_prep_msg_ring(&message, other->ring_fd, 1, 2, 0);
	COUNT(io_uring_register_sync_msg, "", &message);
	close(fd);
}

static void questions(struct io_uring *ring)
{
	struct io_uring_query_opcode answer;
	struct io_uring_query_hdr query = { .query_op = IO_URING_QUERY_OPCODES, .size = sizeof(answer) };
	static char room[sizeof(struct io_uring_probe) + 256 * sizeof(struct io_uring_probe_op)];
	struct io_uring_probe *probe;

	memset(room, 0, sizeof(room));
	COUNT(io_uring_register_probe, "", ring, (struct io_uring_probe *)(void *)room, 256);
	probe = COUNT_POINTER(io_uring_get_probe_ring, "", ring);
	COUNT_VOID(io_uring_free_probe, "", probe);
	probe = COUNT_POINTER(io_uring_get_probe, "");
	io_uring_free_probe(probe);
	query.query_data = (uintptr_t)&answer;
	COUNT(io_uring_register_query, "", &query);
}

static void workers_and_clocks(struct io_uring *ring)
{
	struct io_uring_clock_register clock = { .clockid = CLOCK_MONOTONIC };
	unsigned workers[] = { 0, 0 };
	cpu_set_t cpus;
	int id;

	CPU_ZERO(&cpus);
	CPU_SET(0, &cpus);
	COUNT(io_uring_register_iowq_aff, "", ring, sizeof(cpus), &cpus);
	COUNT(io_uring_unregister_iowq_aff, "", ring);
	COUNT(io_uring_register_iowq_max_workers, "", ring, workers);
	id = (int)COUNT(io_uring_register_personality, "", ring);
	COUNT(io_uring_unregister_personality, "", ring, id);
	COUNT(io_uring_register_clock, "", ring, &clock);
	COUNT(io_uring_set_iowait, "", ring, false);
	COUNT(io_uring_set_iowait, "again", ring, true);
}

static void networking(struct io_uring *ring)
{
	struct io_uring_napi napi = { .busy_poll_to = 1 };
	struct io_uring_zcrx_ifq_reg queue = { 0 };
	struct zcrx_ctrl control = { 0 };
	struct io_uring_bpf filter = { 0 };

	COUNT(io_uring_register_napi, "", ring, &napi);
	COUNT(io_uring_unregister_napi, "", ring, &napi);
	COUNT(io_uring_register_ifq, "", ring, &queue);
	COUNT(io_uring_register_zcrx_ctrl, "", ring, &control);
	COUNT(io_uring_register_bpf_filter, "", ring, &filter);
	COUNT(io_uring_register_bpf_filter_task, "", &filter);
}

/* A ring that is not enabled yet takes memory for waits, and restrictions. */
static void disabled_rings(void)
{
	struct io_uring_restriction all = { .opcode = IORING_RESTRICTION_SQE_OP, .sqe_op = IORING_OP_NOP };
	struct io_uring_region_desc desc = { .size = PAGE, .flags = IORING_MEM_REGION_TYPE_USER };
	struct io_uring_mem_region_reg region = { .flags = IORING_MEM_REGION_REG_WAIT_ARG };
	struct io_uring_reg_wait *wait = pages(PAGE);
	struct io_uring_cqe *cqe;
	struct io_uring ring;

	set_up(&ring, IORING_SETUP_R_DISABLED);
	COUNT(io_uring_register_restrictions, "", &ring, &all, 1);
	COUNT(io_uring_enable_rings, "", &ring);
	io_uring_queue_exit(&ring);

	set_up(&ring, IORING_SETUP_R_DISABLED);
	COUNT(io_uring_register_wait_reg, "one wait", &ring, wait, 1);
	io_uring_queue_exit(&ring);

	wait->ts.tv_nsec = 1000000;
	wait->flags = IORING_REG_WAIT_TS;
	desc.user_addr = (uintptr_t)wait;
	region.region_uptr = (uintptr_t)&desc;
	set_up(&ring, IORING_SETUP_R_DISABLED);
	if (COUNT(io_uring_register_region, "", &ring, &region) == 0) {
		io_uring_enable_rings(&ring);
		COUNT(io_uring_submit_and_wait_reg, "none", &ring, &cqe, 1, 0);
		prepare_nop(&ring);
		COUNT(io_uring_submit_and_wait_reg, "a NOP queued", &ring, &cqe, 1, 0);
		COUNT(io_uring_submit_and_wait_reg, "one there", &ring, &cqe, 1, 0);
	}
	io_uring_queue_exit(&ring);
}

/* `name`: how the rings are known to the kernel. */
static void registrations(const char *name, int registered)
{
	struct io_uring ring, other;

	kind = name;
	set_up(&ring, 0);
	set_up(&other, 0);
	if (registered) {
		CHECK(io_uring_register_ring_fd(&ring) == 1);
		CHECK(io_uring_register_ring_fd(&other) == 1);
	}
	buffers(&ring, &other);
	files(&ring);
	many_files(&ring);
	buffer_rings(&ring);
	notifications(&ring, &other);
	questions(&ring);
	workers_and_clocks(&ring);
	networking(&ring);
	COUNT_VOID(io_uring_queue_exit, "with registrations", &ring);
	io_uring_queue_exit(&other);
	kind = "";
}

static void ring_descriptors(void)
{
	struct io_uring ring;

	set_up(&ring, 0);
	COUNT(io_uring_register_ring_fd, "", &ring);
	COUNT(io_uring_unregister_ring_fd, "", &ring);
	CHECK(io_uring_register_ring_fd(&ring) == 1);
	COUNT(io_uring_close_ring_fd, "", &ring);
	COUNT_VOID(io_uring_queue_exit, "its descriptor closed", &ring);
}

int main(void)
{
	struct io_uring ring;
	int ret = io_uring_queue_init(ENTRIES, &ring, 0);
	void *volatile first;

	if (ret == -ENOSYS || ret == -EPERM)
		return NO_IO_URING;
	CHECK(ret == 0);
	io_uring_queue_exit(&ring);
	/* What the C library does the first time is no part of a count. */
	first = malloc(1);
	free(first);

	setups();
	loop_on("plain", 0, 0);
	loop_on("DEFER_TASKRUN", IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN, 0);
	loop_on("by index", 0, 1);
	loop_on_polled();
	overflows();
	registrations("by descriptor", 0);
	registrations("by index", 1);
	disabled_rings();
	ring_descriptors();
	return 0;
}
