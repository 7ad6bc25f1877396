using System.Globalization;

namespace JsHrss.Benchmarks.Wire;

/// <summary>How planted people sign in.</summary>
internal static class Planted
{
    /// <summary>Of them all, and of the people of the demonstration.</summary>
    public const string Password = "Demo-2026!";

    /// <summary>Mobile number of the person with this number, from 0.</summary>
    public static string MobileOf(int number) => string.Create(CultureInfo.InvariantCulture, $"131{number:00000000}");
}
