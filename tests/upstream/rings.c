/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Uses the functions of liburing 2.3 and prints what they do, without addresses, times or file descriptors: the
 * same text whichever liburing.so.2 it runs with. tests/upstream_so.rs compiles it against the installed headers, links
 * it to the installed library and writes symbols.inc.
 */
#define _GNU_SOURCE
#include <liburing.h>

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define FILES 4
#define SPACE 4096

/* Every function of the library, so that the loader has to find each in its version. */
static void *const symbols[] = {
#define SYMBOL(name) (void *)name,
#include "symbols.inc"
#undef SYMBOL
};

/* Calls, and prints the call with its result. */
#define SAY(call) printf("%s: %lld\n", #call, (long long)(call))

static struct __kernel_timespec msec(long n)
{
	struct __kernel_timespec ts = { .tv_sec = n / 1000, .tv_nsec = n % 1000 * 1000000 };

	return ts;
}

static struct io_uring_sqe *next(struct io_uring *ring, unsigned long long data)
{
	struct io_uring_sqe *sqe = io_uring_get_sqe(ring);

	if (!sqe) {
		printf("no entry for %llu\n", data);
		exit(1);
	}
	/* Those of 2.3 fill the entry later; the data stay. */
	io_uring_sqe_set_data64(sqe, data);
	return sqe;
}

static void nops(struct io_uring *ring, unsigned nr)
{
	unsigned i;

	for (i = 0; i < nr; i++)
		io_uring_prep_nop(next(ring, i));
}

static void start(struct io_uring *ring, unsigned entries, unsigned flags)
{
	int ret = io_uring_queue_init(entries, ring, flags);

	printf("init %u, flags %x: %d\n", entries, flags, ret);
	if (ret)
		exit(1);
}

/* Takes off and prints what is ready, in order of the data. */
static void reap(struct io_uring *ring, const char *what, unsigned nr)
{
	struct io_uring_cqe *cqe;
	int results[64];
	unsigned flags[64];
	unsigned i, seen = 0;

	memset(results, 0x7f, sizeof(results));
	for (i = 0; i < nr; i++) {
		struct __kernel_timespec ts = msec(5000);
		int ret = io_uring_wait_cqe_timeout(ring, &cqe, &ts);

		if (ret) {
			printf("%s: wait: %d\n", what, ret);
			return;
		}
		results[cqe->user_data % 64] = cqe->res;
		flags[cqe->user_data % 64] = cqe->flags;
		io_uring_cqe_seen(ring, cqe);
		seen++;
	}
	for (i = 0; i < 64; i++)
		if (results[i] != 0x7f7f7f7f)
			printf("%s: %u: res %d, flags %x\n", what, i, results[i], flags[i]);
	printf("%s: %u seen, %u left\n", what, seen, io_uring_cq_ready(ring));
}

static void setup(void)
{
	const unsigned flags[] = { 0, IORING_SETUP_CQSIZE, IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP, IORING_SETUP_SQE128,
				   IORING_SETUP_CQE32, IORING_SETUP_SQ_AFF, 1u << 31 };
	const unsigned entries[] = { 0, 1, 5, 4096, 32769 };
	struct io_uring_params none = { 0 };
	unsigned i, j;

	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		for (j = 0; j < sizeof(entries) / sizeof(entries[0]); j++) {
			struct io_uring_params p = { .flags = flags[i], .cq_entries = 70000 / (i + 1) };
			struct io_uring ring;
			int ret = io_uring_queue_init_params(entries[j], &ring, &p);

			printf("params %u, flags %x: %d", entries[j], flags[i], ret);
			if (!ret) {
				printf(", sq %u, cq %u, space %u, single %d\n", p.sq_entries, p.cq_entries,
				       io_uring_sq_space_left(&ring), !!(ring.features & IORING_FEAT_SINGLE_MMAP));
				SAY(io_uring_ring_dontfork(&ring));
				io_uring_queue_exit(&ring);
			} else {
				printf("\n");
			}
		}
	}
	SAY(io_uring_mlock_size(8, 0));
	SAY(io_uring_mlock_size(0, 0));
	SAY(io_uring_mlock_size_params(8, &none));
}

static void queue(unsigned flags)
{
	struct io_uring_cqe *cqe, *cqes[8];
	struct io_uring ring;
	unsigned head, nr = 0;

	start(&ring, 4, flags);
	nops(&ring, 4);
	SAY(io_uring_get_sqe(&ring) == NULL);
	SAY(io_uring_sq_ready(&ring));
	SAY(io_uring_sq_space_left(&ring));
	SAY(io_uring_submit(&ring));
	SAY(io_uring_sq_ready(&ring));
	SAY(io_uring_sq_space_left(&ring));
	SAY(io_uring_wait_cqe_nr(&ring, &cqe, 4));
	SAY(io_uring_cq_ready(&ring));
	SAY(io_uring_peek_batch_cqe(&ring, cqes, 3));
	SAY(cqes[2]->user_data);
	io_uring_for_each_cqe(&ring, head, cqe) {
		SAY(cqe->user_data);
		nr++;
	}
	io_uring_cq_advance(&ring, nr);

	nops(&ring, 3);
	SAY(io_uring_submit_and_wait(&ring, 3));
	SAY(__io_uring_get_cqe(&ring, &cqe, 0, 1, NULL));
	reap(&ring, "nops", 3);
	nops(&ring, 2);
	SAY(io_uring_submit_and_get_events(&ring));
	SAY(io_uring_submit(&ring));
	SAY(io_uring_get_events(&ring));
	reap(&ring, "nops", 2);
	io_uring_queue_exit(&ring);
}

/* More completions than the queue holds. */
static void overflow(void)
{
	struct io_uring_cqe *cqe;
	struct io_uring ring;
	unsigned nr;

	start(&ring, 4, 0);
	for (nr = 0; nr < 5; nr++) {
		nops(&ring, 4);
		SAY(io_uring_submit(&ring));
	}
	SAY(io_uring_cq_has_overflow(&ring));
	SAY(io_uring_cq_ready(&ring));
	for (nr = 0; nr < 20; nr++) {
		SAY(io_uring_wait_cqe(&ring, &cqe));
		SAY(cqe->user_data);
		io_uring_cqe_seen(&ring, cqe);
	}
	SAY(io_uring_cq_has_overflow(&ring));
	io_uring_queue_exit(&ring);
}

static void waits(void)
{
	struct __kernel_timespec ts = msec(1), later = msec(60000), soon = msec(2);
	struct io_uring_cqe *cqe;
	struct io_uring ring;
	sigset_t mask;
	int ret;

	sigemptyset(&mask);
	start(&ring, 8, 0);
	SAY(io_uring_peek_cqe(&ring, &cqe));
	SAY(io_uring_peek_batch_cqe(&ring, &cqe, 1));
	SAY(io_uring_wait_cqe_timeout(&ring, &cqe, &ts));
	SAY(io_uring_wait_cqes(&ring, &cqe, 2, &ts, &mask));
	SAY(io_uring_submit_and_wait_timeout(&ring, &cqe, 1, &ts, NULL));

	nops(&ring, 1);
	ret = io_uring_submit_and_wait_timeout(&ring, &cqe, 2, &ts, &mask);
	printf("one of two: %d, %d\n", ret, cqe != NULL);
	reap(&ring, "one of two", 1);

	io_uring_prep_timeout(next(&ring, 1), &soon, 0, 0);
	io_uring_prep_timeout(next(&ring, 2), &later, 1, 0);
	io_uring_prep_timeout(next(&ring, 3), &later, 0, 0);
	nops(&ring, 1);
	SAY(io_uring_submit(&ring));
	reap(&ring, "timeouts", 3);
	io_uring_prep_timeout_update(next(&ring, 4), &soon, 3, 0);
	SAY(io_uring_submit(&ring));
	reap(&ring, "update", 2);
	io_uring_prep_timeout(next(&ring, 5), &later, 0, 0);
	io_uring_prep_timeout_remove(next(&ring, 6), 5, 0);
	io_uring_prep_timeout_remove(next(&ring, 7), 99, 0);
	io_uring_prep_cancel64(next(&ring, 8), 98, 0);
	SAY(io_uring_submit(&ring));
	reap(&ring, "remove", 4);
	io_uring_queue_exit(&ring);
}

static void transfers(void)
{
	char out[] = "some text for a file", in[2][SPACE];
	struct iovec iov[2] = { { in[0], 4 }, { in[1], SPACE } };
	struct io_uring_sqe *sqe;
	struct io_uring ring;
	FILE *file = tmpfile();
	int fd = fileno(file), pipes[2];
	struct __kernel_timespec soon = msec(2);

	start(&ring, 8, 0);
	io_uring_prep_write(next(&ring, 0), fd, out, sizeof(out), 0);
	io_uring_submit_and_wait(&ring, 1);
	reap(&ring, "write", 1);
	memset(in, 0, sizeof(in));
	io_uring_prep_readv(next(&ring, 1), fd, iov, 2, 0);
	io_uring_submit(&ring);
	reap(&ring, "readv", 1);
	printf("%.4s|%s\n", in[0], in[1]);

	sqe = next(&ring, 2);
	io_uring_prep_fsync(sqe, fd, 0);
	sqe->flags |= IOSQE_IO_LINK;
	sqe = next(&ring, 3);
	io_uring_prep_read(sqe, fd, in[0], SPACE, 5);
	io_uring_sqe_set_flags(sqe, IOSQE_IO_LINK);
	io_uring_prep_read(next(&ring, 4), -1, in[1], SPACE, 0);
	SAY(io_uring_submit(&ring));
	reap(&ring, "linked", 3);
	printf("%s\n", in[0]);

	if (pipe(pipes))
		exit(1);
	sqe = next(&ring, 5);
	io_uring_prep_read(sqe, pipes[0], in[0], SPACE, 0);
	sqe->flags |= IOSQE_IO_LINK;
	io_uring_prep_link_timeout(next(&ring, 6), &soon, 0);
	io_uring_submit(&ring);
	reap(&ring, "link timeout", 2);
	io_uring_prep_poll_add(next(&ring, 7), pipes[0], 1);
	io_uring_submit(&ring);
	SAY(write(pipes[1], "x", 1));
	reap(&ring, "poll", 1);
	fclose(file);
	io_uring_queue_exit(&ring);
}

static void registered_files(void)
{
	struct io_uring ring;
	struct io_uring_sqe *sqe;
	__u64 tags[FILES] = { 0, 41, 0, 0 };
	int fds[FILES] = { -1, -1, -1, -1 }, pipes[2];
	char text[8] = "";

	if (pipe(pipes))
		exit(1);
	start(&ring, 8, 0);
	fds[1] = pipes[1];
	SAY(io_uring_unregister_files(&ring));
	SAY(io_uring_register_files_tags(&ring, fds, tags, FILES));
	SAY(io_uring_register_files(&ring, fds, FILES));
	SAY(io_uring_register_files_update(&ring, 0, pipes, 1));
	SAY(io_uring_register_files_update(&ring, FILES, pipes, 1));
	tags[1] = 42;
	SAY(io_uring_register_files_update_tag(&ring, 1, fds + 1, tags + 1, 1));
	SAY(io_uring_register_file_alloc_range(&ring, 2, 2));
	sqe = next(&ring, 1);
	io_uring_prep_write(sqe, 1, "fixed", 5, 0);
	sqe->flags |= IOSQE_FIXED_FILE | IOSQE_IO_LINK;
	sqe = next(&ring, 2);
	io_uring_prep_read(sqe, 0, text, 5, 0);
	sqe->flags |= IOSQE_FIXED_FILE;
	SAY(io_uring_submit(&ring));
	reap(&ring, "fixed files", 3);
	printf("%s\n", text);
	io_uring_prep_socket_direct_alloc(next(&ring, 3), AF_UNIX, SOCK_STREAM, 0, 0);
	SAY(io_uring_submit(&ring));
	reap(&ring, "alloc", 1);
	SAY(io_uring_unregister_files(&ring));
	SAY(io_uring_register_files_sparse(&ring, 16));
	SAY(io_uring_unregister_files(&ring));
	reap(&ring, "tag", 1);
	io_uring_queue_exit(&ring);
}

static void registered_buffers(void)
{
	static char memory[2][SPACE];
	struct iovec iov[2] = { { memory[0], SPACE }, { memory[1], SPACE } };
	__u64 tags[2] = { 43, 44 };
	struct io_uring ring;
	int pipes[2];

	if (pipe(pipes))
		exit(1);
	strcpy(memory[0], "buffered");
	start(&ring, 8, 0);
	SAY(io_uring_unregister_buffers(&ring));
	SAY(io_uring_register_buffers(&ring, iov, 2));
	io_uring_prep_write_fixed(next(&ring, 1), pipes[1], memory[0], 8, 0, 0);
	io_uring_prep_write_fixed(next(&ring, 2), pipes[1], memory[0], 8, 0, 1);
	SAY(io_uring_submit(&ring));
	reap(&ring, "write fixed", 2);
	io_uring_prep_read_fixed(next(&ring, 3), pipes[0], memory[1], SPACE, 0, 1);
	io_uring_submit(&ring);
	reap(&ring, "read fixed", 1);
	printf("%s\n", memory[1]);
	SAY(io_uring_unregister_buffers(&ring));
	SAY(io_uring_register_buffers_tags(&ring, iov, tags, 2));
	SAY(io_uring_unregister_buffers(&ring));
	reap(&ring, "tags", 2);
	SAY(io_uring_register_buffers_sparse(&ring, 8));
	SAY(io_uring_register_buffers_update_tag(&ring, 3, iov, tags, 2));
	SAY(io_uring_register_buffers_update_tag(&ring, 7, iov, tags, 2));
	SAY(io_uring_unregister_buffers(&ring));
	io_uring_queue_exit(&ring);
}

static void buffer_ring(void)
{
	static char buffers[8][64];
	struct io_uring_buf_ring *br = mmap(NULL, SPACE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct io_uring_buf_reg reg = { .ring_addr = (unsigned long)br, .ring_entries = 8, .bgid = 3 };
	struct io_uring_cqe *cqe;
	struct io_uring_sqe *sqe;
	struct io_uring ring;
	int i, sockets[2];

	if (br == MAP_FAILED || socketpair(AF_UNIX, SOCK_STREAM, 0, sockets))
		exit(1);
	start(&ring, 8, 0);
	SAY(io_uring_register_buf_ring(&ring, &reg, 0));
	SAY(io_uring_register_buf_ring(&ring, &reg, 0));
	SAY(io_uring_buf_ring_mask(8));
	io_uring_buf_ring_init(br);
	for (i = 0; i < 4; i++)
		io_uring_buf_ring_add(br, buffers[i], 64, (unsigned short)(100 + i), io_uring_buf_ring_mask(8), i);
	io_uring_buf_ring_advance(br, 4);
	for (i = 0; i < 6; i++) {
		int written = dprintf(sockets[1], "message %d", i);
		int ret;

		sqe = next(&ring, i);
		io_uring_prep_recv(sqe, sockets[0], NULL, 64, 0);
		sqe->flags |= IOSQE_BUFFER_SELECT;
		sqe->buf_group = 3;
		ret = io_uring_submit_and_wait(&ring, 1);
		io_uring_wait_cqe(&ring, &cqe);
		printf("%d, %d: res %d, flags %x\n", written, ret, cqe->res, cqe->flags);
		if (cqe->flags & IORING_CQE_F_BUFFER) {
			unsigned id = cqe->flags >> IORING_CQE_BUFFER_SHIFT;

			printf("%s\n", buffers[id - 100]);
			io_uring_buf_ring_add(br, buffers[id - 100], 64, (unsigned short)id, 7, 0);
			io_uring_buf_ring_cq_advance(&ring, br, 1);
		} else {
			io_uring_cqe_seen(&ring, cqe);
		}
	}
	SAY(io_uring_unregister_buf_ring(&ring, 3));
	SAY(io_uring_unregister_buf_ring(&ring, 3));
	io_uring_queue_exit(&ring);
}

static void messages(void)
{
	struct io_uring a, b;

	start(&a, 4, 0);
	start(&b, 4, 0);
	io_uring_prep_msg_ring(next(&a, 1), b.ring_fd, 77, 9, 0);
	io_uring_prep_msg_ring(next(&a, 2), 0, 77, 9, 0);
	SAY(io_uring_submit(&a));
	reap(&b, "target", 1);
	reap(&a, "source", 2);
	io_uring_queue_exit(&b);
	io_uring_queue_exit(&a);
}

static void probes(void)
{
	struct io_uring_probe *probe = io_uring_get_probe(), *of_ring;
	struct io_uring ring;
	int op;

	start(&ring, 2, 0);
	of_ring = io_uring_get_probe_ring(&ring);
	for (op = 0; op < IORING_OP_LAST; op++)
		printf("%d%d", io_uring_opcode_supported(probe, op), io_uring_opcode_supported(of_ring, op));
	printf("\nlast op %d, %d\n", probe->last_op, of_ring->last_op);
	SAY(io_uring_register_probe(&ring, of_ring, 16));
	io_uring_free_probe(probe);
	io_uring_free_probe(of_ring);
	io_uring_queue_exit(&ring);
}

static void registrations(void)
{
	struct io_uring_sync_cancel_reg cancel = { .addr = 5, .fd = -1, .timeout = { -1, -1 } };
	unsigned workers[2] = { 3, 5 };
	struct io_uring ring;
	eventfd_t count = 0;
	cpu_set_t cpus;
	int fd = eventfd(0, EFD_NONBLOCK), id;

	start(&ring, 8, 0);
	SAY(io_uring_register_eventfd(&ring, fd));
	SAY(io_uring_cq_eventfd_enabled(&ring));
	SAY(io_uring_cq_eventfd_toggle(&ring, false));
	SAY(io_uring_cq_eventfd_enabled(&ring));
	nops(&ring, 1);
	SAY(io_uring_submit(&ring));
	SAY(eventfd_read(fd, &count));
	SAY(io_uring_cq_eventfd_toggle(&ring, true));
	nops(&ring, 1);
	SAY(io_uring_submit(&ring));
	SAY(eventfd_read(fd, &count));
	SAY(io_uring_unregister_eventfd(&ring));
	SAY(io_uring_register_eventfd_async(&ring, fd));
	SAY(io_uring_unregister_eventfd(&ring));
	id = io_uring_register_personality(&ring);
	SAY(id);
	SAY(io_uring_unregister_personality(&ring, id));
	SAY(io_uring_unregister_personality(&ring, id));
	SAY(io_uring_register_iowq_max_workers(&ring, workers));
	workers[0] = 0;
	workers[1] = 0;
	SAY(io_uring_register_iowq_max_workers(&ring, workers));
	SAY(workers[0]);
	SAY(workers[1]);
	CPU_ZERO(&cpus);
	CPU_SET(0, &cpus);
	SAY(io_uring_register_iowq_aff(&ring, sizeof(cpus), &cpus));
	SAY(io_uring_unregister_iowq_aff(&ring));
	SAY(io_uring_register_ring_fd(&ring));
	nops(&ring, 2);
	SAY(io_uring_submit(&ring));
	SAY(io_uring_register_sync_cancel(&ring, &cancel));
	SAY(io_uring_unregister_ring_fd(&ring));
	reap(&ring, "registrations", 4);
	SAY(io_uring_register_ring_fd(&ring));
	io_uring_queue_exit(&ring);
}

/* A ring that the program sets up with the system calls, and one that the kernel polls. */
static void low_level(void)
{
	struct io_uring_params p = { 0 };
	struct io_uring ring;
	int fd = io_uring_setup(4, &p), i;

	SAY(fd >= 0);
	SAY(io_uring_setup(0, &p));
	memset(&ring, 0, sizeof(ring));
	SAY(io_uring_queue_mmap(fd, &p, &ring));
	/* With 2.3 this is the program's task. */
	ring.features = p.features;
	for (i = 0; i < 4; i++)
		ring.sq.array[i] = i;
	nops(&ring, 3);
	SAY(io_uring_submit(&ring));
	reap(&ring, "mapped", 3);
	SAY(io_uring_enter(fd, 0, 0, IORING_ENTER_GETEVENTS, NULL));
	SAY(io_uring_enter2(fd, 0, 0, 1u << 31, NULL, 0));
	SAY(io_uring_enter(-1, 0, 0, 0, NULL));
	SAY(io_uring_register(fd, IORING_UNREGISTER_BUFFERS, NULL, 0));
	SAY(io_uring_register(fd, 1000, NULL, 0));
	io_uring_queue_exit(&ring);

	start(&ring, 4, IORING_SETUP_SQPOLL);
	for (i = 0; i < 3; i++) {
		nops(&ring, 4);
		SAY(io_uring_submit(&ring));
		SAY(io_uring_sqring_wait(&ring));
		reap(&ring, "poll", 4);
		SAY(io_uring_sq_space_left(&ring));
	}
	io_uring_queue_exit(&ring);
}

int main(void)
{
	unsigned i, found = 0;

	for (i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++)
		found += symbols[i] != NULL;
	printf("%u symbols\n", found);
	setup();
	queue(0);
	overflow();
	queue(IORING_SETUP_SQE128);
	queue(IORING_SETUP_CQE32);
	queue(IORING_SETUP_COOP_TASKRUN | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN);
	waits();
	transfers();
	registered_files();
	registered_buffers();
	buffer_ring();
	messages();
	probes();
	registrations();
	low_level();
	return 0;
}
