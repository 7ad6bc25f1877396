using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace JsHrss.Drills.Rig;

/// <summary>
/// The wall clock of one process, set while it runs. A small library stands between the process and libc and moves what CLOCK_REALTIME tells; the clock that nobody sets (CLOCK_MONOTONIC), by which
/// timers and time limits go, stays true, as on a machine whose clock is set.
/// </summary>
internal sealed class NodeClock
{
    private const string Source = """
        #define _GNU_SOURCE
        #include <fcntl.h>
        #include <stdlib.h>
        #include <sys/mman.h>
        #include <sys/syscall.h>
        #include <sys/time.h>
        #include <time.h>
        #include <unistd.h>

        static volatile long long *ahead; /* seconds */

        __attribute__((constructor)) static void find_clock(void)
        {
            const char *name = getenv("RIG_CLOCK");
            int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
            if (file < 0)
                return;
            void *page = mmap(0, 4096, PROT_READ, MAP_SHARED, file, 0);
            close(file);
            if (page != MAP_FAILED)
                ahead = page;
        }

        int clock_gettime(clockid_t which, struct timespec *told)
        {
            int failed = (int)syscall(SYS_clock_gettime, which, told);
            if (!failed && ahead && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE))
                told->tv_sec += *ahead;
            return failed;
        }

        int gettimeofday(struct timeval *told, void *zone)
        {
            struct timespec now;
            clock_gettime(CLOCK_REALTIME, &now);
            told->tv_sec = now.tv_sec;
            told->tv_usec = now.tv_nsec / 1000;
            return 0;
        }

        time_t time(time_t *told)
        {
            struct timespec now;
            clock_gettime(CLOCK_REALTIME, &now);
            if (told)
                *told = now.tv_sec;
            return now.tv_sec;
        }
        """;

    private readonly string _library;
    private readonly string _file;

    private NodeClock(string library, string file) => (_library, _file) = (library, file);

    /// <exception cref="InvalidOperationException">There is no C compiler, or this is no Linux.</exception>
    public static async Task<NodeClock> MakeAsync(string folder, string name)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            throw new InvalidOperationException("Clocks can be set on Linux alone.");
        var library = Path.Combine(folder, "clock.so");
        if (!File.Exists(library))
        {
            await File.WriteAllTextAsync(library + ".c", Source);
            await Machine.RunAsync("cc", "-shared", "-fPIC", "-O1", "-o", library, library + ".c");
        }

        var clock = new NodeClock(library, Path.Combine(folder, name + ".clock"));
        await File.WriteAllBytesAsync(clock._file, new byte[4096]);
        return clock;
    }

    /// <summary>How far the process's wall clock is ahead of the true one.</summary>
    public TimeSpan Ahead { get; private set; }

    public void Set(TimeSpan ahead)
    {
        Ahead = ahead;
        var seconds = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(seconds, (long)ahead.TotalSeconds);
        using var file = new FileStream(_file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Write(seconds);
    }

    public void Dress(IDictionary<string, string?> environment) => (environment["LD_PRELOAD"], environment["RIG_CLOCK"]) = (_library, _file);
}
