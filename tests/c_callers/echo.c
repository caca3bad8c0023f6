/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Echo server: multishot accept, multishot receive into a ring of buffers. Prints its port, and ends when as many
 * connections as the argument says were closed.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <liburing.h>

#define BUFFERS 16
#define BUFFER_SIZE 512
#define GROUP 7

/* What a request was, and on which socket: its user_data. */
enum { ACCEPT, RECEIVE, SEND };
#define TAG(what, fd, buffer) ((__u64)(what) << 48 | (__u64)(buffer) << 32 | (__u64)(fd))

static struct io_uring ring;
static struct io_uring_buf_ring *buffers;
static char memory[BUFFERS][BUFFER_SIZE];
static int listener, to_close;

static void die(const char *what, int error)
{
	fprintf(stderr, "%s: %s\n", what, strerror(-error));
	exit(1);
}

static struct io_uring_sqe *next_sqe(void)
{
	struct io_uring_sqe *sqe = io_uring_get_sqe(&ring);

	if (!sqe) {
		io_uring_submit(&ring);
		sqe = io_uring_get_sqe(&ring);
	}
	if (!sqe)
		die("io_uring_get_sqe", -EBUSY);
	return sqe;
}

static void start_accept(void)
{
	struct io_uring_sqe *sqe = next_sqe();

	io_uring_prep_multishot_accept(sqe, listener, NULL, NULL, 0);
	io_uring_sqe_set_data64(sqe, TAG(ACCEPT, listener, 0));
}

static void start_receive(int fd)
{
	struct io_uring_sqe *sqe = next_sqe();

	io_uring_prep_recv_multishot(sqe, fd, NULL, 0, 0);
	sqe->flags |= IOSQE_BUFFER_SELECT;
	io_uring_sqe_set_buf_group(sqe, GROUP);
	io_uring_sqe_set_data64(sqe, TAG(RECEIVE, fd, 0));
}

static void return_buffer(unsigned id)
{
	io_uring_buf_ring_add(buffers, memory[id], BUFFER_SIZE, (unsigned short)id, io_uring_buf_ring_mask(BUFFERS), 0);
	io_uring_buf_ring_advance(buffers, 1);
}

static void received(int fd, const struct io_uring_cqe *cqe)
{
	unsigned id = cqe->flags >> IORING_CQE_BUFFER_SHIFT;
	struct io_uring_sqe *sqe;

	if (cqe->res > 0) {
		sqe = next_sqe();
		io_uring_prep_send(sqe, fd, memory[id], (size_t)cqe->res, MSG_WAITALL);
		io_uring_sqe_set_data64(sqe, TAG(SEND, fd, id));
	} else if (!cqe->res) {
		close(fd);
		to_close--;
		return;
	} else if (cqe->res != -ENOBUFS) {
		die("recv", cqe->res);
	}
	if (!(cqe->flags & IORING_CQE_F_MORE))
		start_receive(fd);
}

static void handle(const struct io_uring_cqe *cqe)
{
	__u64 tag = io_uring_cqe_get_data64(cqe);
	int fd = (int)(__u32)tag;

	switch (tag >> 48) {
	case ACCEPT:
		if (cqe->res < 0)
			die("accept", cqe->res);
		start_receive(cqe->res);
		if (!(cqe->flags & IORING_CQE_F_MORE))
			start_accept();
		break;
	case RECEIVE:
		received(fd, cqe);
		break;
	case SEND:
		if (cqe->res < 0)
			die("send", cqe->res);
		return_buffer((tag >> 32) & 0xffff);
		break;
	}
}

static void start_listening(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t len = sizeof(address);

	listener = socket(AF_INET, SOCK_STREAM, 0);
	if (listener < 0 || bind(listener, (struct sockaddr *)&address, len) || listen(listener, 16) ||
	    getsockname(listener, (struct sockaddr *)&address, &len))
		die("listen", -errno);
	printf("%d\n", ntohs(address.sin_port));
	fflush(stdout);
}

int main(int argc, char *argv[])
{
	struct io_uring_params p = { .flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN };
	struct io_uring_cqe *cqe;
	unsigned i, head, seen;
	int ret;

	to_close = argc > 1 ? atoi(argv[1]) : 1;
	ret = io_uring_queue_init_params(32, &ring, &p);
	if (ret)
		die("io_uring_queue_init_params", ret);
	buffers = io_uring_setup_buf_ring(&ring, BUFFERS, GROUP, 0, &ret);
	if (!buffers)
		die("io_uring_setup_buf_ring", ret);
	for (i = 0; i < BUFFERS; i++)
		return_buffer(i);
	start_listening();
	start_accept();
	while (to_close > 0) {
		ret = io_uring_submit_and_wait(&ring, 1);
		if (ret < 0)
			die("io_uring_submit_and_wait", ret);
		seen = 0;
		io_uring_for_each_cqe(&ring, head, cqe) {
			handle(cqe);
			seen++;
		}
		io_uring_cq_advance(&ring, seen);
	}
	io_uring_free_buf_ring(&ring, buffers, BUFFERS, GROUP);
	io_uring_queue_exit(&ring);
	close(listener);
	return 0;
}
