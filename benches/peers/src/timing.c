/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A contender of the timing in C, as a program for any liburing: NOPs, reads of a file and an echo server, and the last
 * two without a ring. The same as nops.rs, reads.rs and echo.rs. What it prints stands in driver/src/lib.rs.
 */
#include "check.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <liburing.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

unsigned long allocations(void);

/* ---- Measuring --------------------------------------------------------------------------------------------------- */

static uint64_t started;
static unsigned long allocated;

static uint64_t now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

static void start(void)
{
	unsigned long before = allocations();
	void *volatile probe = malloc(1);

	CHECK(probe && allocations() > before);
	free(probe);
	allocated = allocations();
	started = now();
}

static void stop(void)
{
	uint64_t nanoseconds = now() - started;

	allocated = allocations() - allocated;
	printf("%llu %lu\n", (unsigned long long)nanoseconds, allocated);
}

/* ---- NOPs -------------------------------------------------------------------------------------------------------- */

/* As in driver/src/lib.rs. */
#define NOP_ENTRIES 128

/* A call, as it is in Rust: how much of a loop a compiler pulls into another one is not what is compared. */
__attribute__((noinline)) static uint64_t nop_round(struct io_uring *ring, uint64_t first, unsigned batch)
{
	uint64_t difference = 0, next = first;
	struct io_uring_cqe *cqe;
	unsigned head, seen = 0;

	for (unsigned i = 0; i < batch; i++) {
		struct io_uring_sqe *sqe = io_uring_get_sqe(ring);

		CHECK(sqe);
		io_uring_prep_nop(sqe);
		io_uring_sqe_set_data64(sqe, first + i);
	}
	CHECK(io_uring_submit_and_wait(ring, batch) == (int)batch);
	io_uring_for_each_cqe(ring, head, cqe) {
		difference |= io_uring_cqe_get_data64(cqe) ^ next++;
		seen++;
	}
	CHECK(seen == batch);
	io_uring_cq_advance(ring, seen);
	return difference;
}

static void nop_rounds(struct io_uring *ring, unsigned rounds, unsigned batch)
{
	uint64_t difference = 0;

	for (unsigned round = 0; round < rounds; round++)
		difference |= nop_round(ring, (uint64_t)round * batch, batch);
	CHECK(difference == 0);
}

static void nops(unsigned batch, unsigned operations)
{
	struct io_uring ring;

	CHECK(io_uring_queue_init(NOP_ENTRIES, &ring, 0) == 0);
	nop_rounds(&ring, operations / batch / 8, batch);
	start();
	nop_rounds(&ring, operations / batch, batch);
	stop();
}

/* ---- Reads ------------------------------------------------------------------------------------------------------- */

/* As in reads.rs. */
#define DEPTH 32
#define BLOCK 4096
#define SECTOR 512

static unsigned char buffers[DEPTH][BLOCK] __attribute__((aligned(BLOCK)));

struct reader {
	int fd;
	unsigned blocks;
	uint64_t random;
	/* The block that each buffer is filled with. */
	unsigned block_of[DEPTH];
};

/* The next block: a linear congruential generator's upper bits. */
static unsigned next_block(struct reader *reader)
{
	reader->random = reader->random * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)((reader->random >> 33) % reader->blocks);
}

/* Each sector of the file begins with its number. */
static void check_block(const unsigned char *buffer, unsigned block)
{
	uint64_t difference = 0;

	for (unsigned i = 0; i < BLOCK / SECTOR; i++) {
		uint64_t number;

		memcpy(&number, buffer + i * SECTOR, sizeof(number));
		difference |= number ^ ((uint64_t)block * (BLOCK / SECTOR) + i);
	}
	CHECK(difference == 0);
}

static void prepare_read(struct io_uring *ring, struct reader *reader, unsigned slot, bool fixed)
{
	struct io_uring_sqe *sqe = io_uring_get_sqe(ring);
	unsigned block = next_block(reader);
	uint64_t offset = (uint64_t)block * BLOCK;

	CHECK(sqe);
	reader->block_of[slot] = block;
	if (fixed) {
		io_uring_prep_read_fixed(sqe, 0, buffers[slot], BLOCK, offset, 0);
		io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);
	} else {
		io_uring_prep_read(sqe, reader->fd, buffers[slot], BLOCK, offset);
	}
	io_uring_sqe_set_data64(sqe, slot);
}

/* Keeps the queue at its depth until as many are prepared, and waits for the rest. */
static void read_by_ring(struct io_uring *ring, struct reader *reader, unsigned operations, bool fixed)
{
	unsigned prepared = 0, done = 0;

	for (; prepared < DEPTH; prepared++)
		prepare_read(ring, reader, prepared, fixed);
	while (done < operations) {
		struct io_uring_cqe *cqe;
		unsigned head, seen = 0;

		CHECK(io_uring_submit_and_wait(ring, 1) >= 0);
		io_uring_for_each_cqe(ring, head, cqe) {
			unsigned slot = (unsigned)io_uring_cqe_get_data64(cqe);

			CHECK(cqe->res == BLOCK);
			check_block(buffers[slot], reader->block_of[slot]);
			if (prepared < operations) {
				prepare_read(ring, reader, slot, fixed);
				prepared++;
			}
			seen++;
		}
		io_uring_cq_advance(ring, seen);
		done += seen;
	}
}

static void open_file(struct reader *reader, const char *path)
{
	struct stat stat;

	reader->fd = open(path, O_RDONLY);
	CHECK(reader->fd >= 0 && fstat(reader->fd, &stat) == 0);
	reader->blocks = (unsigned)(stat.st_size / BLOCK);
	CHECK(reader->blocks > 0);
}

static void reads(const char *path, unsigned operations, bool fixed)
{
	struct iovec iov = { .iov_base = buffers, .iov_len = sizeof(buffers) };
	struct reader reader = { 0 };
	struct io_uring ring;

	open_file(&reader, path);
	CHECK(io_uring_queue_init(DEPTH, &ring, 0) == 0);
	if (fixed) {
		CHECK(io_uring_register_files(&ring, &reader.fd, 1) == 0);
		CHECK(io_uring_register_buffers(&ring, &iov, 1) == 0);
	}
	read_by_ring(&ring, &reader, operations / 8, fixed);
	start();
	read_by_ring(&ring, &reader, operations, fixed);
	stop();
}

static void pread_blocks(struct reader *reader, unsigned operations)
{
	for (unsigned i = 0; i < operations; i++) {
		unsigned block = next_block(reader), slot = i % DEPTH;

		CHECK(pread(reader->fd, buffers[slot], BLOCK, (off_t)block * BLOCK) == BLOCK);
		check_block(buffers[slot], block);
	}
}

static void preads(const char *path, unsigned operations)
{
	struct reader reader = { 0 };

	open_file(&reader, path);
	pread_blocks(&reader, operations / 8);
	start();
	pread_blocks(&reader, operations);
	stop();
}

/* ---- Echo -------------------------------------------------------------------------------------------------------- */

/* As in echo.rs. */
#define ECHO_ENTRIES 256
#define ECHO_BUFFERS 256
#define ECHO_SIZE 4096
#define CONNECTIONS 64
/* A completion's user data is a connection, or this, a connection and above that a buffer. */
#define SEND (1u << 16)
#define BUFFER_SHIFT 32

static int connections[CONNECTIONS];
static unsigned char echo_buffers[ECHO_BUFFERS][ECHO_SIZE] __attribute__((aligned(BLOCK)));
static struct io_uring_buf buffer_ring[ECHO_BUFFERS] __attribute__((aligned(BLOCK)));

/* Says at which port it listens, and waits for the clients. */
static void accept_all(unsigned number)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	CHECK(number <= CONNECTIONS && listener >= 0);
	CHECK(bind(listener, (struct sockaddr *)&address, len) == 0 && listen(listener, CONNECTIONS) == 0);
	CHECK(getsockname(listener, (struct sockaddr *)&address, &len) == 0);
	printf("%u\n", ntohs(address.sin_port));
	fflush(stdout);
	for (unsigned i = 0; i < number; i++)
		CHECK((connections[i] = accept(listener, NULL, NULL)) >= 0);
}

struct echo {
	struct io_uring ring;
	struct io_uring_buf_ring *buffers;
	unsigned open;
};

static void give_buffer(struct echo *echo, unsigned bid)
{
	io_uring_buf_ring_add(echo->buffers, echo_buffers[bid], ECHO_SIZE, (unsigned short)bid,
			      io_uring_buf_ring_mask(ECHO_BUFFERS), 0);
	io_uring_buf_ring_advance(echo->buffers, 1);
}

static void receive(struct echo *echo, unsigned connection)
{
	struct io_uring_sqe *sqe = io_uring_get_sqe(&echo->ring);

	CHECK(sqe);
	io_uring_prep_recv_multishot(sqe, connections[connection], NULL, 0, 0);
	io_uring_sqe_set_flags(sqe, IOSQE_BUFFER_SELECT);
	sqe->buf_group = 0;
	io_uring_sqe_set_data64(sqe, connection);
}

static void send_back(struct echo *echo, unsigned connection, unsigned bid, unsigned len)
{
	struct io_uring_sqe *sqe = io_uring_get_sqe(&echo->ring);

	CHECK(sqe);
	io_uring_prep_send(sqe, connections[connection], echo_buffers[bid], len, MSG_WAITALL);
	io_uring_sqe_set_data64(sqe, (uint64_t)bid << BUFFER_SHIFT | SEND | connection);
}

static void completed(struct echo *echo, const struct io_uring_cqe *cqe)
{
	uint64_t data = io_uring_cqe_get_data64(cqe);
	unsigned connection = (unsigned)data & (SEND - 1);

	CHECK(cqe->res >= 0);
	if (data & SEND) {
		give_buffer(echo, (unsigned)(data >> BUFFER_SHIFT));
	} else if (cqe->res == 0) {
		close(connections[connection]);
		echo->open--;
	} else {
		send_back(echo, connection, cqe->flags >> IORING_CQE_BUFFER_SHIFT, (unsigned)cqe->res);
		if (!(cqe->flags & IORING_CQE_F_MORE))
			receive(echo, connection);
	}
}

static void set_up_echo(struct echo *echo)
{
	struct io_uring_buf_reg reg = { .ring_addr = (uintptr_t)buffer_ring, .ring_entries = ECHO_BUFFERS };

	CHECK(io_uring_queue_init(ECHO_ENTRIES, &echo->ring,
				  IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN) == 0);
	echo->buffers = (struct io_uring_buf_ring *)buffer_ring;
	CHECK(io_uring_register_buf_ring(&echo->ring, &reg, 0) == 0);
	for (unsigned bid = 0; bid < ECHO_BUFFERS; bid++)
		give_buffer(echo, bid);
}

static void echo_by_ring(unsigned number)
{
	struct echo echo = { .open = number };

	/* No page is new to the kernel when it is first received into. */
	memset(echo_buffers, 1, sizeof(echo_buffers));
	set_up_echo(&echo);
	accept_all(number);
	start();
	for (unsigned i = 0; i < number; i++)
		receive(&echo, i);
	while (echo.open) {
		struct io_uring_cqe *cqe;
		unsigned head, seen = 0;

		CHECK(io_uring_submit_and_wait(&echo.ring, 1) >= 0);
		io_uring_for_each_cqe(&echo.ring, head, cqe) {
			completed(&echo, cqe);
			seen++;
		}
		io_uring_cq_advance(&echo.ring, seen);
	}
	stop();
}

static void echo_by_epoll(unsigned number)
{
	struct epoll_event events[CONNECTIONS];
	int epoll = epoll_create1(0);
	unsigned open = number;

	CHECK(epoll >= 0);
	accept_all(number);
	start();
	for (unsigned i = 0; i < number; i++) {
		struct epoll_event event = { .events = EPOLLIN, .data.u32 = i };

		CHECK(epoll_ctl(epoll, EPOLL_CTL_ADD, connections[i], &event) == 0);
	}
	while (open) {
		int ready = epoll_wait(epoll, events, CONNECTIONS, -1);

		CHECK(ready > 0);
		for (int i = 0; i < ready; i++) {
			int fd = connections[events[i].data.u32];
			ssize_t len = recv(fd, echo_buffers[0], ECHO_SIZE, 0);

			CHECK(len >= 0);
			if (len == 0) {
				close(fd);
				open--;
			} else {
				CHECK(send(fd, echo_buffers[0], (size_t)len, MSG_WAITALL) == len);
			}
		}
	}
	stop();
}

/* `WORK NUMBER` for what the other side counts, `WORK WHERE OPERATIONS` for the rest. */
int main(int argc, char **argv)
{
	const char *work = argc > 2 ? argv[1] : "";
	unsigned number = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 0;
	unsigned operations = argc > 3 ? (unsigned)strtoul(argv[3], NULL, 10) : 0;

	if (!strcmp(work, "nop") && number)
		nops(number, operations);
	else if (!strcmp(work, "read") || !strcmp(work, "read_fixed"))
		reads(argv[2], operations, work[4]);
	else if (!strcmp(work, "pread"))
		preads(argv[2], operations);
	else if (!strcmp(work, "echo"))
		echo_by_ring(number);
	else if (!strcmp(work, "epoll"))
		echo_by_epoll(number);
	else
		return 2;
	return 0;
}
