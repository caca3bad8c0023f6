/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Calls each helper that fills a submission queue entry with random arguments on random memory and prints the
 * entries: as bytes, or readable for one case. Compiled once with our headers, once with the installed ones;
 * tests/upstream.rs writes helpers.inc and compares.
 *
 * Usage: sqe <seed> <cases>             all helpers, 64 bytes a case
 *        sqe <seed> <case> <helper>     that case of the helper of that number
 */
#define _GNU_SOURCE
#include <liburing.h>

#include <sys/epoll.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_ARGS 8

/* A slot of the file table, but for IORING_FILE_INDEX_ALLOC: see tests/upstream.rs. */
static unsigned slot(uint64_t a)
{
	return (unsigned)a == IORING_FILE_INDEX_ALLOC ? 0 : (unsigned)a;
}

struct helper {
	const char *name;
	void (*call)(struct io_uring_sqe *sqe, const uint64_t *a);
	/* Whether it fills the whole entry: a prep helper. The others change single fields of one. */
	int fills;
};

#define HELPER(fills, name, ...) \
	static void call_##name(struct io_uring_sqe *sqe, const uint64_t *a) \
	{ \
		(void)a; \
		name(__VA_ARGS__); \
	}
#include "helpers.inc"
#undef HELPER

static const struct helper helpers[] = {
#define HELPER(fills, name, ...) { #name, call_##name, fills },
#include "helpers.inc"
#undef HELPER
};

#define HELPERS (sizeof(helpers) / sizeof(helpers[0]))

static uint64_t state;

/* The splitmix64 generator. */
static uint64_t draw(void)
{
	uint64_t z = state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* Any number; one in four is an end of an integer type or its neighbour, which cutting makes more. */
static uint64_t argument(void)
{
	static const unsigned bits[] = { 0, 8, 15, 16, 31, 32, 63, 63 };
	uint64_t at = draw();
	uint64_t any = draw();

	if (at % 4)
		return any;
	return ((uint64_t)1 << bits[any % 8]) + (any >> 8) % 3 - 1;
}

/* Twice the size of an entry: what follows the entry must stay as it is. */
struct memory {
	uint64_t words[16];
};

static void run(uint64_t seed, uint64_t number, uint64_t nr, uint64_t *args, struct memory *before,
		struct memory *memory)
{
	struct io_uring_sqe *sqe = (struct io_uring_sqe *)(void *)memory;
	size_t i;

	state = seed;
	state = draw() ^ number;
	state = draw() ^ nr;
	for (i = 0; i < MAX_ARGS; i++)
		args[i] = argument();
	for (i = 0; i < 16; i++)
		before->words[i] = draw();
	*memory = *before;

	/*
	 * Up to 2.5 the prep helpers clear the fields that they do not use. Since 2.6 io_uring_get_sqe does that, with
	 * io_uring_initialize_sqe: so a program that compiles with either sees the same entry after these two.
	 */
#if defined(IO_URING_CHECK_VERSION)
#if !IO_URING_CHECK_VERSION(2, 6)
	if (helpers[number].fills)
		io_uring_initialize_sqe(sqe);
#endif
#endif
	helpers[number].call(sqe, args);
	if (memcmp(before->words + 8, memory->words + 8, 64)) {
		fprintf(stderr, "%s writes past the entry\n", helpers[number].name);
		exit(1);
	}
}

static void show(const char *what, const uint64_t *words, size_t nr)
{
	const unsigned char *bytes = (const unsigned char *)words;
	size_t i;

	printf("%s", what);
	for (i = 0; i < 8 * nr; i++)
		printf("%s%02x", i % 8 ? "" : " ", bytes[i]);
	printf("\n");
}

int main(int argc, char **argv)
{
	struct memory before, memory;
	uint64_t args[MAX_ARGS];
	uint64_t seed, cases, number, nr;

	if (argc < 3)
		return 2;
	seed = strtoull(argv[1], NULL, 0);
	cases = strtoull(argv[2], NULL, 0);
	if (argc > 3) {
		number = strtoull(argv[3], NULL, 0);
		run(seed, number, cases, args, &before, &memory);
		show("arguments:", args, MAX_ARGS);
		show("before:   ", before.words, 8);
		show("after:    ", memory.words, 8);
		return 0;
	}
	for (number = 0; number < HELPERS; number++) {
		for (nr = 0; nr < cases; nr++) {
			run(seed, number, nr, args, &before, &memory);
			if (fwrite(memory.words, 64, 1, stdout) != 1)
				return 1;
		}
	}
	return fflush(stdout) ? 1 : 0;
}
