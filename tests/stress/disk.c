/* A disk that fails, below SQLite: an LD_PRELOAD library for the files wiki.sqlite, -wal and -shm.
 *
 * Armed by ctypes from within the process:
 *   disk_fail(n, errno, count)  the n-th next write, sync or truncation and the count-1 after it fail
 *   disk_record(folder)         what is synced is also written into a folder: the disk as a power loss leaves it
 *   disk_cut(n, keep)           at the n-th next operation the power goes: the process ends with status 99.
 *                               keep 0: nothing that was not synced has arrived; 1: every second write has, by half
 *   disk_count()                operations since it was armed
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

struct pending { char name[64]; char *bytes; size_t size; off_t at; struct pending *next; };

static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_sync)(int), (*real_datasync)(int), (*real_truncate)(int, off_t), (*real_unlink)(const char *);
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static struct pending *first, **last = &first;
static char shadow[4096];
static long count, fail_at, fail_count, cut_at;
static int fail_with, keep;

__attribute__((constructor)) static void begin(void) {
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_write = dlsym(RTLD_NEXT, "write");
    real_sync = dlsym(RTLD_NEXT, "fsync");
    real_datasync = dlsym(RTLD_NEXT, "fdatasync");
    real_truncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
}

/* The name of one of our files, or NULL. */
static const char *ours(const char *path) {
    const char *name = strrchr(path, '/');
    name = name ? name + 1 : path;
    return strncmp(name, "wiki.sqlite", 11) ? NULL : name;
}

static const char *of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, 4095);
    if (length <= 0) return NULL;
    path[length] = 0;
    return ours(path);
}

static int shadowed(const char *name) { return shadow[0] && strcmp(name, "wiki.sqlite-shm"); }

static int opened(const char *name) {
    char path[4200];
    snprintf(path, sizeof path, "%s/%s", shadow, name);
    return open(path, O_RDWR | O_CREAT, 0600);
}

/* Let what is pending of a file (or of all) arrive; `half`: every second write, and only its first half. */
static void arrive(const char *name, int half) {
    struct pending **link = &first, *one;
    int number = 0;
    while ((one = *link)) {
        if (name && strcmp(one->name, name)) { link = &one->next; continue; }
        if (!half || number++ % 2) {
            int fd = opened(one->name);
            if (one->bytes) real_pwrite(fd, one->bytes, half ? one->size / 2 : one->size, one->at);
            else real_truncate(fd, one->at);
            close(fd);
        }
        *link = one->next;
        free(one->bytes);
        free(one);
    }
    for (last = &first; *last; last = &(*last)->next) {}
}

static void note(const char *name, const void *bytes, size_t size, off_t at) {
    struct pending *one = calloc(1, sizeof *one);
    snprintf(one->name, sizeof one->name, "%s", name);
    if (bytes) memcpy(one->bytes = malloc(size), bytes, size);
    one->size = size;
    one->at = at;
    *last = one;
    last = &one->next;
}

/* One operation on a file of ours: the power may go, or it may fail. */
static int fails(void) {
    count++;
    if (cut_at && count >= cut_at) {
        if (keep) arrive(NULL, 1);
        _exit(99);
    }
    if (fail_at && count >= fail_at && count < fail_at + fail_count) {
        errno = fail_with;
        return 1;
    }
    return 0;
}

void disk_fail(long at, int with, long times) {
    pthread_mutex_lock(&lock);
    count = 0, fail_at = at, fail_with = with, fail_count = times;
    pthread_mutex_unlock(&lock);
}

void disk_record(const char *folder) { snprintf(shadow, sizeof shadow, "%s", folder); }

void disk_cut(long at, int what) {
    pthread_mutex_lock(&lock);
    count = 0, cut_at = at, keep = what;
    pthread_mutex_unlock(&lock);
}

long disk_count(void) { return count; }

ssize_t pwrite64(int fd, const void *bytes, size_t size, off_t at) {
    char path[4096];
    const char *name = of(fd, path);
    if (!name) return real_pwrite(fd, bytes, size, at);
    pthread_mutex_lock(&lock);
    ssize_t done = -1;
    if (!fails()) {
        done = real_pwrite(fd, bytes, size, at);
        if (done > 0 && shadowed(name)) note(name, bytes, done, at);
    } else if (fail_with == ENOSPC && size > 1) {
        done = real_pwrite(fd, bytes, size / 2, at); /* a full disk takes what fits, then says so */
        if (done > 0 && shadowed(name)) note(name, bytes, done, at);
        errno = ENOSPC;
        done = -1;
    }
    int kept = errno;
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) { return pwrite64(fd, bytes, size, at); }

ssize_t write(int fd, const void *bytes, size_t size) {
    char path[4096];
    const char *name = of(fd, path);
    if (!name) return real_write(fd, bytes, size);
    off_t at = lseek(fd, 0, SEEK_CUR);
    ssize_t done = pwrite64(fd, bytes, size, at);
    if (done > 0) lseek(fd, at + done, SEEK_SET);
    return done;
}

static int synced(int fd, int (*real)(int)) {
    char path[4096];
    const char *name = of(fd, path);
    if (!name) return real(fd);
    pthread_mutex_lock(&lock);
    int done = fails() ? -1 : 0, kept = errno;
    if (!done && shadowed(name)) arrive(name, 0);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

int fsync(int fd) { return synced(fd, real_sync); }
int fdatasync(int fd) { return synced(fd, real_datasync); }

int ftruncate64(int fd, off_t size) {
    char path[4096];
    const char *name = of(fd, path);
    if (!name) return real_truncate(fd, size);
    pthread_mutex_lock(&lock);
    int done = fails() ? -1 : real_truncate(fd, size), kept = errno;
    if (!done && shadowed(name)) note(name, NULL, 0, size);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int unlink(const char *path) {
    const char *name = ours(path);
    if (name && shadowed(name)) {
        char other[4200];
        snprintf(other, sizeof other, "%s/%s", shadow, name);
        real_unlink(other);
    }
    return real_unlink(path);
}
