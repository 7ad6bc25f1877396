using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LocalHall;

/// <summary>Asks a process to end, so that a server finishes what it is answering and closes its database.</summary>
internal static class GentleEnd
{
    private const int Sigterm = 15;

    public static void Ask(Process process)
    {
        try
        {
            if (process.HasExited)
                return;
            // .NET can only kill outright; Windows knows nothing gentler for a process without a window.
            if (OperatingSystem.IsWindows())
                process.Kill(entireProcessTree: true);
            else
                _ = Kill(process.Id, Sigterm);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            // It ended by itself in the meantime.
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
