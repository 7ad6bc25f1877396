using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace JsHrss.Benchmarks.Measuring;

/// <summary>On what was measured, with a yardstick that can be compared between machines.</summary>
internal static class Machine
{
    private const int Signatures = 4_000;

    public static IReadOnlyList<string> Describe()
    {
        var (sign, verify) = Es256();
        return
        [
            $"{Model()}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription.Trim()}; {RuntimeInformation.FrameworkDescription}",
            $"data folder on {new DriveInfo(Path.GetTempPath()).DriveFormat}; load at start {Load()}",
            $"yardstick, this process: ES256 sign {sign:0.0} µs, verify {verify:0.0} µs of CPU; PBKDF2-SHA512 x 210000 {Pbkdf2():0.0} ms",
        ];
    }

    /// <summary>Load averages of the last 1, 5 and 15 minutes.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";

    private static string Model() => !File.Exists("/proc/cpuinfo")
        ? RuntimeInformation.ProcessArchitecture.ToString()
        : File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown CPU";

    private static (double Sign, double Verify) Es256()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var input = new byte[400];
        var signature = key.SignData(input, HashAlgorithmName.SHA256);
        return (Lowest(() => key.SignData(input, HashAlgorithmName.SHA256)), Lowest(() => key.VerifyData(input, signature, HashAlgorithmName.SHA256)));
    }

    private static double Pbkdf2() => Lowest(static () => Rfc2898DeriveBytes.Pbkdf2("Demo-2026!"u8, new byte[16], 210_000, HashAlgorithmName.SHA512, 32), 5) / 1000;

    private static double Lowest(Action work, int times = Signatures)
    {
        using var self = Process.GetCurrentProcess();
        var lowest = double.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            self.Refresh();
            var before = self.TotalProcessorTime;
            for (var i = 0; i < times; i++)
                work();
            self.Refresh();
            lowest = Math.Min(lowest, (self.TotalProcessorTime - before).TotalMicroseconds / times);
        }

        return lowest;
    }
}
