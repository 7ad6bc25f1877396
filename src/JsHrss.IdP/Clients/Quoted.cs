using System.Text.Json;

namespace JsHrss.IdP.Clients;

/// <summary>Declared text inside a message: escaped and cut, so that no value forges a line of the log.</summary>
internal static class Quoted
{
    private const int Longest = 120;

    /// <summary>Between apostrophes.</summary>
    public static string Text(string value) => $"'{Bare(value)}'";

    /// <summary>Without apostrophes.</summary>
    public static string Bare(string value) =>
        value.Length > Longest ? JsonEncodedText.Encode(value.AsSpan(0, char.IsHighSurrogate(value[Longest - 1]) ? Longest - 1 : Longest)) + "…" : JsonEncodedText.Encode(value).ToString();
}
