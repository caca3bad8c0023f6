// SPDX-License-Identifier: MIT OR Apache-2.0
// Runs test programs one after the other, each in a session of its own and for a limited time, and says how each ended. As
// the first process of a guest it makes a machine of it before, and switches it off behind them.
//
//     runner LIST SECONDS [EMULATOR]     LIST has a line for each program: name, directory to run in, path
//
// In a guest the two come from the kernel's command line, as LIST= and SECONDS=. Lines for the reader begin with "@@ ".
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// How long a program that was killed may take to end, in seconds; the kernel may never let go of it.
#define PATIENCE 20

// The session of the program that runs.
static volatile pid_t running;

static void stop(int signal)
{
	if (running > 0)
		kill(-running, SIGKILL);
	_exit(128 + signal);
}

static void say(const char *line)
{
	// In front of it may be what a program has not ended with a newline.
	printf("\n@@ %s\n", line);
	fflush(stdout);
}

static void mount_at(const char *type, const char *where)
{
	mkdir(where, 0755);
	if (mount(type, where, type, 0, NULL) && errno != EBUSY)
		perror(where);
}

// What tests find on any machine: file systems that tell of it, temporary files, and a network to itself.
static void make_machine(void)
{
	struct ifreq lo = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
	int fd;

	mount_at("proc", "/proc");
	mount_at("sysfs", "/sys");
	mount_at("devtmpfs", "/dev");
	mount_at("tmpfs", "/dev/shm");
	// No other file system there: the programs may be below it.
	mkdir("/tmp", 01777);
	chmod("/tmp", 01777);
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &lo))
		perror("lo");
	close(fd);
}

static double now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static void become(const char *directory, char *path, char *emulator)
{
	char *arguments[] = {emulator ? emulator : path, emulator ? path : NULL, NULL};
	int null = open("/dev/null", O_RDONLY);

	signal(SIGTERM, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	setsid();
	if (null >= 0)
		dup2(null, 0);
	dup2(1, 2);
	if (chdir(directory))
		perror(directory);
	execv(arguments[0], arguments);
	perror(arguments[0]);
	_exit(127);
}

// Waits for a process until then. The first process of a machine also gets those that nobody waits for.
static int ended_by(pid_t child, int *status, double then)
{
	for (;;) {
		pid_t pid = waitpid(getpid() == 1 ? -1 : child, status, WNOHANG);

		if (pid == child)
			return 1;
		if (pid <= 0) {
			if (now() > then)
				return 0;
			usleep(10000);
		}
	}
}

static void run(const char *name, const char *directory, char *path, double seconds, char *emulator)
{
	char line[300], how[40];
	double start = now();
	int status = 0, in_time, ended;
	pid_t child;

	snprintf(line, sizeof(line), "begin %s", name);
	say(line);
	child = fork();
	running = child;
	if (child == 0)
		become(directory, path, emulator);
	in_time = ended = ended_by(child, &status, start + seconds);
	kill(-child, SIGKILL);
	if (!in_time)
		ended = ended_by(child, &status, now() + PATIENCE);
	if (!ended)
		snprintf(how, sizeof(how), "stuck");
	else if (!in_time)
		snprintf(how, sizeof(how), "hang");
	else if (WIFSIGNALED(status))
		snprintf(how, sizeof(how), "signal-%d", WTERMSIG(status));
	else
		snprintf(how, sizeof(how), "exit-%d", WEXITSTATUS(status));
	snprintf(line, sizeof(line), "end %s %s %.1f", name, how, now() - start);
	say(line);
}

// What the tests have written down of what they skipped.
static void tell_skips(const char *path)
{
	FILE *file = path ? fopen(path, "r") : NULL;
	char line[1000];

	while (file && fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = 0;
		printf("@@ skip\t%s\n", line);
	}
	fflush(stdout);
}

static void run_all(const char *list, double seconds, char *emulator)
{
	FILE *file = fopen(list, "r");
	char name[100], directory[400], path[400];

	if (!file)
		perror(list);
	while (file && fscanf(file, "%99[^\t]\t%399[^\t]\t%399[^\n]\n", name, directory, path) == 3)
		run(name, directory, path, seconds, emulator);
}

int main(int argc, char **argv)
{
	const char *list = argc > 2 ? argv[1] : getenv("LIST");
	const char *seconds = argc > 2 ? argv[2] : getenv("SECONDS");
	struct utsname system;
	char line[300];

	signal(SIGTERM, stop);
	signal(SIGINT, stop);
	if (getpid() == 1)
		make_machine();
	uname(&system);
	snprintf(line, sizeof(line), "machine %s %s %ld %ld", system.release, system.machine, sysconf(_SC_PAGESIZE),
		sysconf(_SC_NPROCESSORS_ONLN));
	say(line);
	run_all(list ? list : "?", seconds ? atof(seconds) : 60, argc > 3 ? argv[3] : NULL);
	tell_skips(getenv("SKIPS"));
	say("done");
	if (getpid() == 1) {
		sync();
		reboot(RB_POWER_OFF);
	}
	return 0;
}
