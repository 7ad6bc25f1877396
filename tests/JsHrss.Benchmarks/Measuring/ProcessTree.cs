using System.Globalization;

namespace JsHrss.Benchmarks.Measuring;

/// <summary>CPU time of a process and its children, the ended ones with them, from /proc (proc_pid_stat(5)).</summary>
internal static class ProcessTree
{
    /// <summary>Of the kernel's interface to programs, whatever its own tick is.</summary>
    private const double TicksASecond = 100;

    // Numbered from the state, which follows the name: a name may hold spaces and brackets.
    private const int Parent = 1;
    private const int User = 11;
    private const int Kernel = 12;
    private const int EndedUser = 13;
    private const int EndedKernel = 14;

    /// <param name="root">Process id.</param>
    public static TimeSpan CpuOf(int root)
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || FieldsOf(id) is not { } fields)
                continue;
            if (id == root)
                ticks += Sum(fields, User, Kernel, EndedUser, EndedKernel);
            else if (fields[Parent] == root.ToString(CultureInfo.InvariantCulture))
                ticks += Sum(fields, User, Kernel);
        }

        return TimeSpan.FromSeconds(ticks / TicksASecond);
    }

    private static string[]? FieldsOf(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null; // it has ended since the folder was listed
        }
    }

    private static long Sum(string[] fields, params ReadOnlySpan<int> which)
    {
        var sum = 0L;
        foreach (var one in which)
            sum += long.Parse(fields[one], CultureInfo.InvariantCulture);
        return sum;
    }
}
